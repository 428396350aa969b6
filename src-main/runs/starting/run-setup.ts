import { cellFacts, isRecurrent } from '../../../src-engine/cells/index.ts';
import { fitModel } from '../../../src-engine/models/fit-model.ts';
import { problemDetails } from '../../../src-engine/models/model-problem.ts';
import { elementCount, parameterSpecs } from '../../../src-engine/models/parameter-specs.ts';
import { defaultTraining } from '../../../src-engine/models/presets.ts';
import { modelTemplates } from '../../../src-engine/models/templates.ts';
import { validateModel } from '../../../src-engine/models/validate-model.ts';
import { validateTraining } from '../../../src-engine/models/validate-training.ts';
import type { ModelSpec, Task } from '../../../src-engine/spec/model-spec.ts';
import type { TokenizerSpec } from '../../../src-engine/spec/tokenizer-spec.ts';
import type { OptimizerSpec, TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { describeMismatch } from '../../../src-engine/tasks/describe-mismatch.ts';
import { taskFacts } from '../../../src-engine/tasks/facts.ts';
import { fitBatches, smallestBatches } from '../../../src-engine/training/fit-batches.ts';
import { describeShortage } from '../../../src-engine/training/language-model-data.ts';
import { StudioError } from '../../contract/errors.ts';
import type { DatasetKind } from '../../contract/datasets/import-records.ts';
import type { DataSizesRecord } from '../../contract/model-records.ts';
import type { StartRun } from '../../contract/runs/start-records.ts';
import { tokenizerForTask } from '../../datasets/task-tokenizer.ts';
import type { DatasetRow } from '../../db/dataset-table.ts';

/** The vocabulary of a preset for which there is no data yet. */
const exampleVocabularySize = 100;

export interface RunSetup {
  /** The preset's name, or the own model in a few words. */
  modelName: string;
  model: ModelSpec;
  train: TrainSpec;
  parameterCount: number;
}

/** A run as it was asked for, before its model is as large as the data asks. */
export interface WantedRun {
  /** The preset's name, or the own model in a few words. */
  name: string;
  model: ModelSpec;
  train: TrainSpec;
}

/** The wanted model and how to train it. Throws `invalid-model`, and `invalid-data` where it does not learn from such data. */
export function wantedRun(input: StartRun, data: Pick<DataSizesRecord, 'inputs' | 'kind'>): WantedRun {
  const wanted = changedTraining(chooseModel(input, data.inputs), input);
  requireKind(wanted.model.task, data.kind);
  return wanted;
}

function changedTraining({ name, model, train }: WantedRun, input: Pick<StartRun, 'train'>): WantedRun {
  const changes = Object.fromEntries(Object.entries(input.train).filter(([, value]) => value !== undefined));
  const given: TrainSpec = { ...train, ...changes };
  return { name, model, train: { ...given, optimizer: newOptimizer(given.optimizer) } };
}

/** The run with a model that is as large as the data asks. */
export function fitRun({ model, ...wanted }: WantedRun, data: DataSizesRecord): WantedRun {
  const outputs = taskFacts[model.task].outputsAre === 'tokens' ? data.inputs : (data.outputs ?? data.inputs);
  return { ...wanted, model: fitModel(model, { inputs: data.inputs, outputs }) };
}

/**
 * Sets a run up. `isOneText` means that the data is a single document; batches that are too large for it become
 * smaller, unless they are `decided`. Throws `invalid-model`, `invalid-training` and `text-too-short`.
 */
export function setUpRun(
  { name, model, train: wanted }: WantedRun,
  data: Pick<DataSizesRecord, 'tokens'>,
  { isOneText, decided }: { isOneText: boolean; decided: StartRun['train'] },
): RunSetup {
  requireModel(model);
  requireTraining(model, wanted);
  const isRunningText = taskFacts[model.task].reads === 'chunks' && isOneText;
  const train = isRunningText ? withFittingBatches(wanted, data.tokens, decided) : wanted;
  return { modelName: name, model, train, parameterCount: countParameters(model) };
}

/** Returns the training with batches that fit. Throws `text-too-short`, with batches that would fit. */
function withFittingBatches(train: TrainSpec, tokens: number, decided: StartRun['train']): TrainSpec {
  const shortage = describeShortage(tokens, train);
  if (shortage === null) return train;
  const { batchSize, sequenceLength } = decided;
  const fitting = fitBatches(train, tokens, {
    ...(batchSize && { batchSize }),
    ...(sequenceLength && { sequenceLength }),
  });
  if (fitting !== null) return { ...train, ...fitting };
  const possible = fitBatches(train, tokens);
  const { message, needed } = shortage;
  if (possible === null) throw textTooShort(train, tokens);
  const advice = `A batch size of ${possible.batchSize} and a sequence length of ${possible.sequenceLength} would fit.`;
  throw new StudioError('text-too-short', `${message} ${advice}`, { reason: 'batches', tokens, needed, ...possible });
}

/** Not even the smallest batches would do: the error tells how many tokens they need. */
function textTooShort(train: TrainSpec, tokens: number): StudioError {
  const { needed = 0 } = describeShortage(tokens, { ...train, ...smallestBatches }) ?? {};
  const message =
    `The text has ${tokens} tokens, and even the smallest batches, a single sequence of ` +
    `${smallestBatches.sequenceLength} tokens, need ${needed}. Use a longer text.`;
  return new StudioError('text-too-short', message, { reason: 'tokens', tokens, needed });
}

/** The model as it is, for whom there is no data yet. Throws `invalid-model`. */
export function setUpWithoutData(
  input: Pick<StartRun, 'presetId' | 'model' | 'train'>,
): Pick<RunSetup, 'model' | 'train'> {
  const { model, train } = changedTraining(chooseModel(input, exampleVocabularySize), input);
  requireModel(model);
  return { model, train };
}

/** The tokenizer of the wanted run; as it was given where older rules of batching are asked for. */
export function tokenizerOf(
  { tokenizer, model, presetId, train }: StartRun,
  dataset: Pick<DatasetRow, 'kind' | 'layout'>,
): TokenizerSpec {
  const task = model?.task ?? modelTemplates(1).find(({ id }) => id === presetId)?.model.task;
  if (task === undefined || (train.batching ?? defaultTraining(task).batching ?? 1) < 3) return tokenizer;
  return tokenizerForTask(tokenizer, task, dataset);
}

function requireModel(model: ModelSpec): void {
  const [problem] = validateModel(model);
  if (problem === undefined) return;
  throw new StudioError('invalid-model', problem.message, problemDetails(model, problem));
}

/** Throws `invalid-training` where a setting could not do what it says. */
export function requireTraining(model: ModelSpec, train: TrainSpec): void {
  const [problem] = validateTraining(model, train);
  if (problem === undefined) return;
  throw new StudioError('invalid-training', problem.message, problem.details);
}

/** The optimizer of a run that is new: what it leaves out is as new runs have it. */
export function newOptimizer(optimizer: OptimizerSpec): OptimizerSpec {
  return optimizer.type === 'adamw' ? { ...optimizer, decayBiases: optimizer.decayBiases ?? false } : optimizer;
}

function requireKind(task: Task, kind: DatasetKind): void {
  const mismatch = describeMismatch(task, kind);
  if (mismatch !== null) throw new StudioError('invalid-data', mismatch, { reason: taskFacts[task].needs.reason });
}

function chooseModel({ presetId, model }: Pick<StartRun, 'presetId' | 'model'>, vocabularySize: number) {
  if (model !== null) return { name: describeModel(model), model, train: defaultTraining(model.task) };
  const presets = modelTemplates(vocabularySize);
  const preset = presets.find(({ id }) => id === presetId);
  if (preset !== undefined) return preset;
  const known = presets.map(({ id }) => id).join(', ');
  if (presetId === null) {
    const message = 'There is no model to train. Choose a preset, or build one.';
    throw new StudioError('invalid-model', message, { reason: 'none-chosen' });
  }
  throw new StudioError('invalid-model', `There is no preset “${presetId}”. Choose one of ${known}.`, {
    reason: 'no-such-preset',
    preset: presetId,
  });
}

/** Its recurrent layers: `LSTM 128, LSTM 64`. */
function describeModel({ layers }: ModelSpec): string {
  return layers
    .filter(isRecurrent)
    .map(
      ({ type, units, bidirectional }) => `${bidirectional === null ? '' : 'bi-'}${cellFacts(type).shortName} ${units}`,
    )
    .join(', ');
}

export function countParameters(model: ModelSpec): number {
  return parameterSpecs(model).reduce((sum, { shape }) => sum + elementCount(shape), 0);
}
