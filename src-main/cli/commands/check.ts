import { defineCommand } from '../command.ts';
import { formatAmount, formatBytes } from '../formats.ts';
import { dataDirOption, jsonOption } from '../shared-options.ts';
import { existingDatabase } from '../existing-database.ts';

export const check = defineCommand({
  description:
    'Reads the whole database, or a backup of it, and compares every page, text and tensor with what was saved. ' +
    'Changes nothing, and may run while the studio does. Ends with 0 if all is whole, and with 1 if something is not.',
  positionals: {
    placeholder: 'FILE',
    description: 'a backup; the database of the data folder if left out',
    minimum: 0,
  },
  options: { 'data-dir': dataDirOption, json: jsonOption },
  examples: ['kioku check', 'kioku check before-the-holidays.db', 'kioku check --json'],
  async run(values, [given]) {
    const { checkDatabase } = await import('../../db/check-database.ts');
    const file = await existingDatabase(given, values['data-dir']);
    const report = checkDatabase(file);
    const { problems, datasets, runs, checkpoints, tensors, verifiedBytes, leftovers } = report;
    if (values.json) process.stdout.write(`${JSON.stringify({ file, ...report })}\n`);
    else {
      for (const problem of problems) process.stdout.write(`${problem}\n`);
      const contents = [
        formatAmount(datasets, 'dataset'),
        formatAmount(runs, 'run'),
        formatAmount(checkpoints, 'checkpoint'),
        formatAmount(tensors, 'tensor'),
      ].join(', ');
      const verdict = problems.length === 0 ? 'all whole' : formatAmount(problems.length, 'problem');
      process.stdout.write(`${file}: ${contents}, ${formatBytes(verifiedBytes)} compared: ${verdict}\n`);
      if (leftovers > 0) {
        process.stdout.write(
          `An interrupted import or deletion left ${formatAmount(leftovers, 'unused entry', 'unused entries')}, which the next start of the studio removes.\n`,
        );
      }
    }
    return problems.length === 0 ? 0 : 1;
  },
});
