import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { can } from '../../../src-engine/tasks/facts.ts';
import type { Recommendation } from '../../contract/recipe-records.ts';
import type { RunRecord } from '../../contract/runs/run-records.ts';
import type { DatasetRecord } from '../../contract/datasets/dataset-records.ts';
import type { TrainingFile } from '../../contract/training-files/training-file.ts';
import { INTERRUPTED } from '../interruption.ts';
import { endingLines } from '../metrics/describe-outcome.ts';
import type { Studio } from '../studio/studio.ts';
import type { StudioValues } from '../studio/with-studio.ts';
import { suggestedCommand } from '../suggested-command.ts';
import { samplingLines } from '../tables/describe-sampling.ts';
import { splitLine, understoodLines } from '../tables/describe-understood.ts';
import { branchRun } from './branch-run.ts';
import { describeCutTexts } from './describe-cut-texts.ts';
import { recommendationLines } from './describe-recommendation.ts';
import { decidedTraining } from './files/decided-training.ts';
import { openData } from './files/open-data.ts';
import { followTraining } from './follow-training.ts';
import { jsonReporter } from './json-reporter.ts';
import { planRun, type PlannedRun } from './plan-run.ts';
import { requireVariant } from './require-variant.ts';
import { textReporter } from './text-reporter.ts';
import { trainGroup } from './train-group.ts';
import { leftOutLines } from './training-dataset.ts';
import { trainSweep } from './train-sweep.ts';
import { trainWeights } from './train-weights.ts';
import { warnOfSlowBackend } from './warn-of-slow-backend.ts';
import { describeCoverage } from './word-vectors.ts';

export interface TrainValues extends StudioValues {
  json: boolean;
  'start-at': number | undefined;
}

interface StartedRun {
  run: RunRecord;
  /** Null where nothing was chosen for a budget. */
  chosen: Recommendation | null;
}

/** Trains what a file says, and reports it until it is over. Resolves with the exit code. */
export async function trainFile(studio: Studio, file: TrainingFile, values: TrainValues): Promise<number> {
  if (file.from?.keep === 'training') {
    const run = await branchRun(studio.client, file, values);
    return followToEnd(studio, { run, chosen: null }, file, values);
  }
  await requireVariant(studio.client, file.train);
  const tell = (line: string) => (values.json ? process.stderr : process.stdout).write(`${line}\n`);
  const dataset = await openData(studio, file.data ?? {}, values);
  understoodLines(dataset).forEach(tell);
  for (const line of leftOutLines(dataset)) process.stderr.write(`${line}\n`);
  if (file.from !== undefined) {
    const { from, name } = file;
    const started = { from, dataset, decided: decidedTraining(file, dataset), name };
    const run = await trainWeights(studio.client, { ...started, startAt: values['start-at'], where: values });
    return followToEnd(studio, { run, chosen: null }, file, values);
  }
  const planned = await planRun(studio, { file, dataset });
  await tellPlan(studio, { planned, dataset, isJson: values.json, tell });
  if (file.sweep !== undefined) return trainSweep(studio, { planned, sweep: file.sweep, name: file.name, values });
  const run = await studio.client.runs.start({ ...planned.start, ...runNamed(file, values) });
  if (dataset.kind === 'text') fittedBatchesLines(run.train, planned.train).forEach(tell);
  if (dataset.kind === 'series')
    samplingLines(await studio.client.forecasts.preparation({ runId: run.id })).forEach(tell);
  return followToEnd(studio, { run, chosen: planned.chosen }, file, values);
}

function runNamed({ name }: TrainingFile, { 'start-at': startAt }: TrainValues) {
  return { ...(name !== undefined && { name }), ...(startAt !== undefined && { startAt }) };
}

interface Telling {
  planned: PlannedRun;
  dataset: DatasetRecord;
  isJson: boolean;
  tell: (line: string) => void;
}

/** Says what will be trained: what vectors cover, which texts are cut, what was chosen for a budget, and what is held back. */
async function tellPlan({ client }: Studio, { planned, dataset, isJson, tell }: Telling): Promise<void> {
  const { start, train, task, chosen, coverage } = planned;
  if (coverage !== null && !isJson) process.stdout.write(describeCoverage(coverage));
  if (can(task, 'classify') && dataset.kind === 'labelled') {
    const { datasetId, tokenizer } = start;
    const { sequenceLength } = train;
    const note = describeCutTexts(await client.models.cutTexts({ datasetId, tokenizer, sequenceLength }));
    if (note === null) tell('  texts cut: none');
    else process.stderr.write(note);
  }
  if (chosen !== null) recommendationLines(chosen).forEach(tell);
  tell(splitLine(dataset, train.validationFraction));
}

async function followToEnd(
  studio: Studio,
  { run, chosen }: StartedRun,
  { seeds }: TrainingFile,
  values: TrainValues,
): Promise<number> {
  const { json, 'start-at': startAt } = values;
  await warnOfSlowBackend(studio.client, run);
  if (seeds !== undefined) {
    return (await trainGroup(studio, { runId: run.id, seeds, startAt, json, chosen })) ? INTERRUPTED : 0;
  }
  const reporter = json ? jsonReporter(chosen) : textReporter(process.stdout);
  const { run: ended, interrupted } = await followTraining(studio, run, reporter);
  if (!json) {
    const lines = [...nextStep(run, interrupted, values), ...endingLines(ended, values)];
    process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  }
  return interrupted ? INTERRUPTED : 0;
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
