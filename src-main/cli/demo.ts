import { defineCommand } from './command.ts';
import { INTERRUPTED } from './interruption.ts';
import { runCommand, runProgram } from './run-command.ts';
import { dataDirOption } from './shared-options.ts';
import { withStudio } from './studio/with-studio.ts';
import { suggestedCommand, suggestedStart } from './suggested-command.ts';
import { continueFromCheckpoints } from './training/continue-from-checkpoints.ts';
import { followTraining } from './training/follow-training.ts';
import { textReporter } from './training/text-reporter.ts';

/** Enough of the book to learn how words look, and little enough for about a minute. */
const CHARACTERS = 250_000;
const EPOCHS = 6;
/** Half of the preset's batch: twice as many optimizer steps on the same text, which counts while a network still learns to spell. */
const moreStepsInAMinute = {
  batchSize: 25,
  optimizer: { type: 'adam', learningRate: 0.004, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
} as const;
const PROMPT = 'The whale ';

/** `npm run demo`: from a text to a trained network that writes, in about a minute, without a window. */
const demo = defineCommand({
  description:
    'Trains a small network on the beginning of Moby Dick and shows what it writes after each third of the way.',
  positionals: null,
  options: { 'data-dir': dataDirOption },
  examples: ['npm run demo', 'npm run demo -- --data-dir ./demo-data'],
  run: async (values) =>
    withStudio(values, async (studio) => {
      const { client } = studio;
      const { readSample } = await import('../datasets/sample-texts.ts');
      const text = (await readSample('moby-dick')).text.slice(0, CHARACTERS);
      const dataset = await client.datasets.import({ name: 'Moby Dick, the beginning', file: new Blob([text]) });
      const started = await client.runs.start({
        datasetId: dataset.id,
        presetId: 'char-rnn-s',
        name: 'Demo',
        train: {
          epochs: EPOCHS,
          ...moreStepsInAMinute,
          checkpoints: { everyEpoch: true, everySteps: null, everyMinutes: null, keepLast: EPOCHS, keepBest: 1 },
        },
      });
      const { run, interrupted } = await followTraining(studio, started, textReporter(process.stdout));
      const more = (command: string) => suggestedCommand(command, values);
      if (interrupted) {
        process.stdout.write(`Go on with: ${more(`resume --run ${run.id}`)}\n`);
        return INTERRUPTED;
      }
      await continueFromCheckpoints(studio.client, run, PROMPT);
      process.stdout.write(
        [
          '',
          `The run is stored in ${(await studio.client.system.info()).dataDir}`,
          `Let it write more:  ${more(`generate --run ${run.id} --prompt "${PROMPT}" --length 400`)}`,
          `Train it on yours:  ${more('train --data FILE')}`,
          `See it all:         ${suggestedStart(values['data-dir'])}`,
          '',
        ].join('\n'),
      );
      return 0;
    }),
});

await runProgram('npm run demo --', () => runCommand('npm run demo --', demo, process.argv.slice(2)));
