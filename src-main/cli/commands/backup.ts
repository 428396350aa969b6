import { resolve } from 'node:path';
import { defineCommand } from '../command.ts';
import { existingDatabase } from '../existing-database.ts';
import { formatAmount, formatBytes } from '../formats.ts';
import { dataDirOption, jsonOption, overwriteOption } from '../shared-options.ts';
import { UsageError } from '../usage-error.ts';

export const backup = defineCommand({
  description:
    'Writes all texts, runs and checkpoints into one new file, also while the studio trains, and reads it again to prove that it ' +
    'is whole. To go back to it, close the studio and put the file into the data folder as kioku.db.',
  positionals: { placeholder: 'FILE', description: 'the new file', minimum: 1 },
  options: { overwrite: overwriteOption, 'data-dir': dataDirOption, json: jsonOption },
  examples: ['kioku backup before-the-holidays.db', 'kioku backup /mnt/disk/kioku.db --json'],
  async run(values, [given, extra]) {
    if (given === undefined || extra !== undefined) throw new UsageError('A backup is one file.');
    const { backUpDatabase } = await import('../../db/backup-database.ts');
    const file = resolve(given);
    const report = backUpDatabase(await existingDatabase(undefined, values['data-dir']), file, {
      overwrites: values.overwrite,
    });
    const { datasets, runs, checkpoints, bytes } = report;
    const contents = [
      formatAmount(datasets, 'dataset'),
      formatAmount(runs, 'run'),
      formatAmount(checkpoints, 'checkpoint'),
    ].join(', ');
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ file, bytes, datasets, runs, checkpoints })}\n`
        : `${file}: ${contents}, ${formatBytes(bytes)}, read again and whole\n`,
    );
    return 0;
  },
});
