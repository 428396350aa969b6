import { defineCommand } from '../command.ts';
import { required, text } from '../options.ts';
import { jsonOption, runOption } from '../shared-options.ts';
import { studioOptions, withExistingStudio } from '../studio/with-studio.ts';
import { branchOptions, fileOfOptions } from '../training/files/file-options.ts';
import { startTime } from '../training/start-time.ts';
import { UsageError } from '../usage-error.ts';

export const branch = defineCommand({
  description:
    'Trains on from a checkpoint of a run, as a run of its own with other settings; the run itself stays as it is. Lengths count from the ' +
    'beginning of that run: --epochs 12 from a checkpoint of epoch 8 trains four more.',
  positionals: null,
  options: {
    run: required(runOption),
    checkpoint: text('ID|STEP|best|last', 'the checkpoint that it begins with (last if left out)'),
    ...branchOptions,
    'start-at': startTime('TIME', 'waits until then: 22:30, today or tomorrow, or 2027-01-31T22:30'),
    ...studioOptions,
    json: jsonOption,
  },
  examples: [
    'kioku branch --run last --learning-rate 0.0005 --epochs 20',
    'kioku branch --run "Second try" --checkpoint best --early-stopping 3 --json',
    'kioku branch --run 3f2a --checkpoint 1200 --schedule cosine --epochs 30 --name "A slower end"',
  ],
  async run(values) {
    const given = await fileOfOptions({ ...values });
    if (given.data !== undefined)
      throw new UsageError('A branch keeps its data: --validation takes a share that is held back, and no file.');
    const { checkpoint, run } = values;
    const from = { run, keep: 'training' as const, ...(checkpoint !== undefined && { checkpoint }) };
    const { trainFile } = await import('../training/train-file.ts');
    return withExistingStudio(values, (studio) => trainFile(studio, { ...given, from }, values));
  },
});
