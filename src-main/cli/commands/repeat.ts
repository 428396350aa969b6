import { mostSeeds } from '../../contract/groups/group-records.ts';
import { defineCommand } from '../command.ts';
import { findRun } from '../find-run.ts';
import { INTERRUPTED } from '../interruption.ts';
import { required, text, wholeNumber } from '../options.ts';
import { jsonOption, runOption } from '../shared-options.ts';
import { studioOptions, withExistingStudio } from '../studio/with-studio.ts';
import { trainGroup } from '../training/train-group.ts';
import { startTime } from '../training/start-time.ts';

export const repeat = defineCommand({
  description:
    'Trains a run again with other seeds, until there are so many runs with its settings: the run itself is one of them. They are a ' +
    'group, of which the mean and its 95 % interval are told. Ctrl-C stops the one that trains, and gives up those that wait.',
  positionals: null,
  options: {
    run: required(runOption),
    seeds: required(wholeNumber('N', 'how many seeds the group has then', 2, mostSeeds)),
    name: text('NAME', 'a name for the group (that of the run if left out)'),
    'start-at': startTime('TIME', 'waits until then: 22:30, today or tomorrow, or 2027-01-31T22:30'),
    ...studioOptions,
    json: jsonOption,
  },
  examples: ['kioku repeat --run last --seeds 5', 'kioku repeat --run 3f2a --seeds 10 --start-at 22:30 --json'],
  run: async (values) =>
    withExistingStudio(values, async (studio) => {
      const { id } = await findRun(studio.client, values.run, values);
      const interrupted = await trainGroup(studio, {
        runId: id,
        seeds: values.seeds,
        name: values.name,
        startAt: values['start-at'],
        json: values.json,
      });
      return interrupted ? INTERRUPTED : 0;
    }),
});
