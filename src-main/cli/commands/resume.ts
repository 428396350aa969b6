import { defineCommand } from '../command.ts';
import { findRun } from '../find-run.ts';
import { INTERRUPTED } from '../interruption.ts';
import { endingLines } from '../metrics/describe-outcome.ts';
import { studioOptions, withExistingStudio } from '../studio/with-studio.ts';
import { required, wholeNumber } from '../options.ts';
import { jsonOption, runOption } from '../shared-options.ts';
import { suggestedCommand } from '../suggested-command.ts';
import { followTraining } from '../training/follow-training.ts';
import { jsonReporter } from '../training/json-reporter.ts';
import { requireVariantOf } from '../training/require-variant.ts';
import { textReporter } from '../training/text-reporter.ts';
import { warnOfSlowBackend } from '../training/warn-of-slow-backend.ts';

export const resume = defineCommand({
  description:
    'Goes on with a run from its last checkpoint: after Ctrl-C, after a crash, or after a power cut. ' +
    'It ends with the same weights, to the last bit, as if it had never been interrupted. ' +
    'With --epochs also a run that is finished goes on, for so many epochs more.',
  positionals: null,
  options: {
    run: required(runOption),
    epochs: wholeNumber('N', 'how many more epochs a run trains that is finished or stopped', 1, 1_000_000),
    ...studioOptions,
    json: jsonOption,
  },
  examples: ['kioku resume --run last', 'kioku resume --run 3f2a --epochs 10 --json'],
  run: async (values) =>
    withExistingStudio(values, async (studio) => {
      const { client } = studio;
      const resumed = await findRun(client, values.run, values);
      await requireVariantOf(client, resumed, values);
      const { id } = resumed;
      const { epochs } = values;
      const run = await (epochs === undefined
        ? client.runs.resume({ runId: id })
        : client.runs.extend({ runId: id, epochs }));
      const reporter = values.json ? jsonReporter() : textReporter(process.stdout);
      await warnOfSlowBackend(client, run);
      const { run: ended, interrupted } = await followTraining(studio, run, reporter);
      if (!values.json) {
        const continuation = interrupted ? [`Go on with: ${suggestedCommand(`resume --run ${id}`, values)}`] : [];
        process.stdout.write([...continuation, ...endingLines(ended, values)].map((line) => `${line}\n`).join(''));
      }
      return interrupted ? INTERRUPTED : 0;
    }),
});
