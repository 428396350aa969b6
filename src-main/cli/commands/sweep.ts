import { defineCommand } from '../command.ts';
import { flag, text } from '../options.ts';
import { jsonOption } from '../shared-options.ts';
import { studioOptions, withStudio } from '../studio/with-studio.ts';
import { fileOptions } from '../training/files/file-options.ts';
import { trainingFileOf } from '../training/files/read-training-file.ts';
import { requireConsistent } from '../training/files/require-consistent.ts';
import { startTime } from '../training/start-time.ts';
import { UsageError } from '../usage-error.ts';

export const sweep = defineCommand({
  description:
    'Trains a network with several values of some settings: every combination, or some of them by chance, each to its end or, with ' +
    '--halving, all for a short while and the best for longer (asynchronous successive halving). It ends with the runs, the best first.',
  positionals: null,
  options: {
    config: text('FILE', 'a training as a file, in YAML or JSON; the other options override it, see kioku schema'),
    ...fileOptions,
    halving: flag(
      'lets only the best go on from rung to rung, one in three, from 1 epoch on; --sweep-halving-… say otherwise',
    ),
    'start-at': startTime('TIME', 'waits until then: 22:30, today or tomorrow, or 2027-01-31T22:30'),
    ...studioOptions,
    json: jsonOption,
  },
  examples: [
    'kioku sweep --data novel.txt --preset char-rnn-s --vary learning-rate=0.001,0.003 --vary units=64,128',
    'kioku sweep --config run.yaml --vary cell=lstm,gru --vary seed=1,2,3 --json',
    'kioku sweep --data novel.txt --preset char-rnn-s --epochs 27 --vary learning-rate=0.0003,0.001,0.003,0.01 --sweep-method random --sweep-runs 20 --halving',
  ],
  async run(values) {
    const asked = await trainingFileOf(values);
    if (asked.sweep === undefined) throw new UsageError('A sweep varies something: --vary learning-rate=0.001,0.003.');
    const file = { ...asked, sweep: { ...asked.sweep, ...(values.halving && { halving: asked.sweep.halving ?? {} }) } };
    requireConsistent(file);
    const { trainFile } = await import('../training/train-file.ts');
    return withStudio(values, (studio) => trainFile(studio, file, values));
  },
});
