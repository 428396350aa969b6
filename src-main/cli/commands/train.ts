import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { can } from '../../../src-engine/tasks/facts.ts';
import { mostSeeds } from '../../contract/groups/group-records.ts';
import type { Recommendation } from '../../contract/recipe-records.ts';
import type { RunRecord } from '../../contract/records.ts';
import { checkpointSpaceOption } from '../byte-size.ts';
import { defineCommand } from '../command.ts';
import { INTERRUPTED } from '../interruption.ts';
import { endingLines } from '../metrics/describe-outcome.ts';
import { studioOptions, withStudio, type StudioValues } from '../studio/with-studio.ts';
import { text, wholeNumber } from '../options.ts';
import { jsonOption } from '../shared-options.ts';
import { suggestedCommand } from '../suggested-command.ts';
import { samplingLines } from '../tables/describe-sampling.ts';
import { splitLine, understoodLines } from '../tables/describe-understood.ts';
import { dataOptions, openData, requireData } from '../training/data-options.ts';
import { describeCutTexts } from '../training/describe-cut-texts.ts';
import { recommendationLines } from '../training/describe-recommendation.ts';
import { followTraining } from '../training/follow-training.ts';
import { jsonReporter } from '../training/json-reporter.ts';
import { planOptions, planRun, readPlan, requirePlan } from '../training/plan-run.ts';
import { textReporter } from '../training/text-reporter.ts';
import { startTime } from '../training/start-time.ts';
import { wantedTraining } from '../training/training-options.ts';
import { describeCoverage } from '../training/word-vectors.ts';
import { datasetWithValidation } from '../training/validation-option.ts';
import { warnOfSlowBackend } from '../training/warn-of-slow-backend.ts';
import { leftOutLines } from '../training/training-dataset.ts';
import { trainGroup } from '../training/train-group.ts';
import { trainWeights } from '../training/train-weights.ts';
import { UsageError } from '../usage-error.ts';

const LONGEST_NAME = 255;

export const train = defineCommand({
  description:
    'Trains a network on texts, labelled texts, tokens with tags or numbers and stores the run, with its checkpoints, in the data folder. ' +
    'Ctrl-C stops it with a checkpoint, from which it can go on.',
  positionals: null,
  options: {
    ...dataOptions,
    from: text(
      'RUN',
      'instead of a network: begins with the weights of this run, also of imported ones, and with its tokenizer',
    ),
    ...planOptions,
    seeds: wholeNumber(
      'N',
      'trains it with so many seeds, this and the following ones, and tells the mean of the best losses with its interval',
      2,
      mostSeeds,
    ),
    'checkpoint-space': checkpointSpaceOption('room for all checkpoints of the run: 500MB, 2GB… (256MB if left out)'),
    name: text('NAME', 'a name for the run'),
    'start-at': startTime('TIME', 'waits until then: 22:30, today or tomorrow, or 2027-01-31T22:30'),
    ...studioOptions,
    json: jsonOption,
  },
  examples: [
    'kioku train --data novel.txt',
    'kioku train --data novel.txt --budget 20m',
    'kioku train --data novel.txt --preset char-rnn-m --epochs 20 --name "Second try"',
    'kioku train --dataset reviews.csv --preset bi-lstm-classifier',
    'kioku train --data names.conll',
    'kioku train --data temperatures.csv --time t --predict value --horizon 24',
    'kioku train --data reviews.csv --text review --label stars',
    'kioku train --data novel.txt --preset word-lm --vectors glove.6B.100d.txt --freeze',
    'kioku train --data novel.txt --tokenizer word --minimum-frequency 3 --model my-model.json',
    'kioku train --data reviews.csv --validation held-out.csv',
    'kioku train --data novel.txt --seeds 5',
    'kioku train --data novel.txt --start-at 22:30',
    'kioku train --data other-novel.txt --from 3f2a --epochs 5',
    'kioku train --data novel.txt --optimizer rmsprop --learning-rate 0.002 --seed 7 --json',
  ],
  async run(values) {
    if (values.name !== undefined && !(values.name.length >= 1 && values.name.length <= LONGEST_NAME))
      throw new UsageError(`--name takes 1 to ${LONGEST_NAME} characters.`);
    const brought = [values.preset, values.model, values.tokenizer, values.vectors].some(
      (value) => value !== undefined,
    );
    if (values.from !== undefined && brought)
      throw new UsageError(
        '--from brings its network and tokenizer: leave out --preset, --model, --tokenizer and --vectors.',
      );
    const given = requireData(values);
    requirePlan(values);
    if (values.from !== undefined && values.budget !== undefined)
      throw new UsageError('--from goes on with the training of its run: say --epochs instead of --budget.');
    const asked = await readPlan(values);
    return withStudio(values, async (studio) => {
      const { client } = studio;
      const data = await openData(studio, values, given);
      const dataset = await datasetWithValidation(studio, data, values.validation);
      const tell = (line: string) => (values.json ? process.stderr : process.stdout).write(`${line}\n`);
      understoodLines(dataset).forEach(tell);
      for (const line of leftOutLines(dataset)) process.stderr.write(`${line}\n`);
      const startAnew = async (): Promise<StartedRun> => {
        const { start, train: planned, chosen, task, coverage } = await planRun(studio, { values, asked, dataset });
        if (coverage !== null && !values.json) process.stdout.write(describeCoverage(coverage));
        if (can(task, 'classify') && dataset.kind === 'labelled') {
          const { datasetId, tokenizer } = start;
          const { sequenceLength } = planned;
          const note = describeCutTexts(await client.models.cutTexts({ datasetId, tokenizer, sequenceLength }));
          if (note === null) tell('  texts cut: none');
          else process.stderr.write(note);
        }
        if (chosen !== null) recommendationLines(chosen).forEach(tell);
        tell(splitLine(dataset, planned.validationFraction));
        const run = await client.runs.start({
          ...start,
          ...(values.name !== undefined && { name: values.name }),
          ...(values['start-at'] !== undefined && { startAt: values['start-at'] }),
        });
        if (dataset.kind === 'text') fittedBatchesLines(run.train, planned).forEach(tell);
        return { run, chosen };
      };
      const startWith = async (wanted: string): Promise<StartedRun> => {
        const { name, 'start-at': startAt } = values;
        return {
          run: await trainWeights(client, {
            wanted,
            dataset,
            changes: wantedTraining(values, dataset),
            name,
            startAt,
            where: values,
          }),
          chosen: null,
        };
      };
      const { run, chosen } = await (values.from === undefined ? startAnew() : startWith(values.from));
      if (dataset.kind === 'series') samplingLines(await client.forecasts.preparation({ runId: run.id })).forEach(tell);
      await warnOfSlowBackend(client, run);
      if (values.seeds !== undefined) {
        const { seeds, json, 'start-at': startAt } = values;
        return (await trainGroup(studio, { runId: run.id, seeds, startAt, json, chosen })) ? INTERRUPTED : 0;
      }
      const reporter = values.json ? jsonReporter(chosen) : textReporter(process.stdout);
      const { run: ended, interrupted } = await followTraining(studio, run, reporter);
      if (!values.json) {
        const lines = [...nextStep(run, interrupted, values), ...endingLines(ended, values)];
        process.stdout.write(lines.map((line) => `${line}\n`).join(''));
      }
      return interrupted ? INTERRUPTED : 0;
    });
  },
});

interface StartedRun {
  run: RunRecord;
  /** Null where nothing was chosen for a budget. */
  chosen: Recommendation | null;
}

type Batches = Pick<TrainSpec, 'batchSize' | 'sequenceLength'>;

/** Returns the lines about batches that were made smaller, so that they fit a short text. */
function fittedBatchesLines({ batchSize, sequenceLength }: Batches, planned: Batches): string[] {
  if (batchSize === planned.batchSize && sequenceLength === planned.sequenceLength) return [];
  return [
    `  batches: ${batchSize} × ${sequenceLength}, since the text is too short for ${planned.batchSize} × ${planned.sequenceLength}`,
  ];
}

/** Returns the command that is worth a try next; none where there is none. */
function nextStep({ id, model }: RunRecord, interrupted: boolean, where: StudioValues): string[] {
  if (interrupted) return [`Go on with: ${suggestedCommand(`resume --run ${id}`, where)}`];
  if (can(model.task, 'generate'))
    return [`Let it write: ${suggestedCommand(`generate --run ${id} --length 400`, where)}`];
  if (can(model.task, 'forecast') && model.forecast !== undefined)
    return [`Let it forecast: ${suggestedCommand(`forecast --run ${id}`, where)}`];
  return [];
}
