import { defaultTraining } from '../../../src-engine/models/presets.ts';
import { usualTemplates } from '../../../src-engine/recipes/usual-template.ts';
import { backendChoices, backendSummaries } from '../../../src-engine/spec/backends.ts';
import type { ModelSpec, Task } from '../../../src-engine/spec/model-spec.ts';
import type { Budget } from '../../../src-engine/spec/recipe-spec.ts';
import type { TokenizerSpec } from '../../../src-engine/spec/tokenizer-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { balancedClassWeights } from '../../contract/balanced-class-weights.ts';
import type { StudioClient } from '../../contract/contract.ts';
import type { VectorCoverageRecord } from '../../contract/model-records.ts';
import type { Recommendation } from '../../contract/recipe-records.ts';
import type { DatasetRecord, StartRun } from '../../contract/records.ts';
import { choice, flag, number, numberList, positiveNumber, text, wholeNumber, type OptionValues } from '../options.ts';
import { readModel } from '../read-model.ts';
import type { Studio } from '../studio/studio.ts';
import { UsageError } from '../usage-error.ts';
import { budgetOption, usualBudget } from './budget-option.ts';
import { chooseForBudget, modelOfRun } from './choose-for-budget.ts';
import { tokenizerOptions, tokenizerSpec } from './tokenizer-option.ts';
import { optimizerTypes, trainingChanges, type WantedTraining } from './training-changes.ts';
import { validationOption } from './validation-option.ts';
import { stageVectors } from './word-vectors.ts';

const LARGEST_SEED = 2 ** 32 - 1;

/** The options that say what is trained, and how. */
export const planOptions = {
  preset: text(
    'ID',
    'the network, if it is not to be chosen for the text and the time: char-rnn-s, char-rnn-m, word-lm, course-classifier…',
  ),
  model: text('FILE', 'an own network instead, as JSON; its input and output layers are made to fit the text'),
  ...tokenizerOptions,
  budget: budgetOption,
  epochs: wholeNumber('N', 'passes over the text (as the budget allows if left out, or the preset’s)', 1, 1_000_000),
  'max-steps': wholeNumber('N', 'ends after this many optimizer steps', 1),
  seed: wholeNumber('N', 'decides all that is random: the same seed trains the same network', 0, LARGEST_SEED),
  backend: choice(backendChoices, `what computes: ${backendSummaries}`),
  optimizer: choice(optimizerTypes, 'how gradients change the weights (the preset’s if left out)'),
  'learning-rate': positiveNumber('X', 'the length of the optimizer’s steps'),
  'decay-biases': flag('lets the weight decay of adamw shrink biases too'),
  validation: validationOption,
  'early-stopping': wholeNumber('N', 'ends after N epochs in which the validation loss did not improve', 1),
  'label-smoothing': number('X', 'share of every target that is spread over all classes or tokens', {
    minimum: 0,
    maximum: 0.9,
  }),
  'balance-classes': flag('lets rare labels count as much as frequent ones'),
  'class-weights': numberList('X,X,…', 'instead, how much each class counts, in the order of kioku import'),
  vectors: text('FILE', 'vectors of words (GloVe or word2vec, as text) that the embedding begins with'),
  freeze: flag('keeps the embedding as --vectors made it'),
  horizon: wholeNumber(
    'N',
    'rows that a forecaster tells at once (a season, or as was said at import, if left out)',
    1,
    10_000,
  ),
  'batch-size': wholeNumber('N', 'pieces of text that are read side by side', 1, 65_536),
  'sequence-length': wholeNumber(
    'N',
    'tokens through which the error is sent back, or rows that a forecaster reads',
    1,
    65_536,
  ),
};

export type PlanValues = OptionValues<typeof planOptions>;

/** Throws a UsageError where options exclude each other. */
export function requirePlan(values: PlanValues): void {
  if (values.preset !== undefined && values.model !== undefined)
    throw new UsageError('Either --preset or --model is given, not both.');
  if (values['balance-classes'] && values['class-weights'] !== undefined)
    throw new UsageError('Either --balance-classes or --class-weights is given, not both.');
  if (values.freeze && values.vectors === undefined) throw new UsageError('--freeze goes with --vectors.');
}

/** The parts of a plan that have to be read before a studio is opened; null where they are to be chosen. */
interface AskedPlan {
  tokenizer: TokenizerSpec | null;
  model: ModelSpec | null;
}

export async function readPlan(values: PlanValues): Promise<AskedPlan> {
  return {
    tokenizer: tokenizerSpec(values),
    model: values.model === undefined ? null : await readModel(values.model),
  };
}

/** A run that can be started. */
export interface PlannedRun {
  start: Omit<Partial<StartRun>, 'train'> & Pick<StartRun, 'datasetId' | 'tokenizer'> & { train: TrainSpec };
  task: Task;
  /** Null where nothing was chosen for a budget. */
  chosen: Recommendation | null;
  /** Null where there are no vectors. */
  coverage: VectorCoverageRecord | null;
}

/** Decides what the options leave open, for a dataset. */
export async function planRun(
  studio: Studio,
  { values, asked, dataset }: { values: PlanValues; asked: AskedPlan; dataset: DatasetRecord },
): Promise<PlannedRun> {
  const { client } = studio;
  const { tokenizer, model: own } = asked;
  const hasVectors = values.vectors !== undefined && dataset.kind === 'text';
  const preset = values.preset ?? (hasVectors ? 'word-lm' : undefined);
  const template = own === null ? await chooseTemplate(client, preset, dataset) : null;
  const data = {
    datasetId: dataset.id,
    tokenizer: tokenizer ?? template?.tokenizer ?? { type: 'character' as const, minimumFrequency: 1 },
  };
  const vectors = values.vectors === undefined ? null : await stageVectors(studio, values.vectors, data);
  const task = template?.model.task ?? own?.task ?? 'language-model';
  const changes = planChanges(values, dataset);
  const chosen = await chooseForBudget(client, {
    budget: budgetOf(values),
    datasetId: dataset.id,
    tokenizer: tokenizer ?? (preset === undefined ? null : data.tokenizer),
    presetId: preset ?? null,
    model: own,
    changes,
  });
  const usual = template?.train ?? defaultTraining(task);
  const start = {
    ...data,
    ...(chosen !== null && { tokenizer: chosen.tokenizer }),
    ...modelOfRun(chosen, template?.id ?? null, own),
    ...(vectors !== null && { vectors: { importId: vectors.importId, trainable: !values.freeze, keepFile: false } }),
    train: chosen === null ? { ...usual, ...trainingChanges(usual, changes) } : chosen.training,
    ...(values.horizon !== undefined && { horizon: values.horizon }),
    ...(values['sequence-length'] !== undefined && { window: values['sequence-length'] }),
  };
  return { start, task, chosen, coverage: vectors?.coverage ?? null };
}

/** The settings that the options decide. */
export function planChanges(
  values: PlanValues & { 'checkpoint-space'?: number | undefined },
  dataset: DatasetRecord,
): WantedTraining {
  return {
    epochs: values.epochs,
    maxSteps: values['max-steps'],
    seed: values.seed,
    backend: values.backend,
    optimizer: values.optimizer,
    learningRate: values['learning-rate'],
    batchSize: values['batch-size'],
    sequenceLength: values['sequence-length'],
    decayBiases: values['decay-biases'],
    validationFraction: values.validation && 'share' in values.validation ? values.validation.share : undefined,
    patience: values['early-stopping'],
    labelSmoothing: values['label-smoothing'],
    checkpointSpace: values['checkpoint-space'],
    classWeights: values['balance-classes'] ? balancedClassWeights(classesOf(dataset)) : values['class-weights'],
  };
}

function classesOf({ name, report }: DatasetRecord): NonNullable<NonNullable<DatasetRecord['report']>['classes']> {
  const classes = report?.classes ?? null;
  if (classes === null) throw new UsageError(`--balance-classes wants labels, and ${name} has none.`);
  return classes;
}

/** Settings by which a person says how long to train, or how: then nothing is chosen for a budget that nobody has named. */
const ownSettings = [
  ...['preset', 'model', 'vectors', 'epochs', 'max-steps', 'batch-size', 'sequence-length'],
  ...['optimizer', 'learning-rate'],
];

/** The budget that was named, or the usual one where nothing was said about the training; null means that there is none. */
function budgetOf({ budget, ...values }: Record<string, unknown> & { budget: Budget | undefined }): Budget | null {
  if (budget !== undefined) return budget;
  return ownSettings.some((name) => values[name] !== undefined) ? null : usualBudget;
}

/** The template that is named, or that suits what the dataset holds. */
async function chooseTemplate(client: StudioClient, id: string | undefined, { kind }: DatasetRecord) {
  const templates = await client.models.templates();
  const wanted = id ?? usualTemplates[kind];
  const template = templates.find((each) => each.id === wanted);
  if (template !== undefined) return template;
  throw new UsageError(`--preset is one of ${templates.map((each) => each.id).join(', ')}, not “${wanted}”.`);
}
