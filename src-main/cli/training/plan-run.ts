import { defaultTraining } from '../../../src-engine/models/presets.ts';
import { usualTemplates } from '../../../src-engine/recipes/usual-template.ts';
import type { ModelSpec, Task } from '../../../src-engine/spec/model-spec.ts';
import type { Budget } from '../../../src-engine/spec/recipe-spec.ts';
import type { TokenizerSpec } from '../../../src-engine/spec/tokenizer-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { StudioClient } from '../../contract/contract.ts';
import type { VectorCoverageRecord } from '../../contract/model-records.ts';
import type { Recommendation } from '../../contract/recipe-records.ts';
import type { DatasetRecord, StartRun } from '../../contract/records.ts';
import { flag, text, wholeNumber, type OptionValues } from '../options.ts';
import { readModel } from '../read-model.ts';
import type { Studio } from '../studio/studio.ts';
import { UsageError } from '../usage-error.ts';
import { budgetOption, usualBudget } from './budget-option.ts';
import { chooseForBudget, modelOfRun } from './choose-for-budget.ts';
import { tokenizerOptions, tokenizerSpec } from './tokenizer-option.ts';
import { trainingChanges } from './training-changes.ts';
import { requireTrainingOptions, trainingOptions, wantedTraining } from './training-options.ts';
import { stageVectors } from './word-vectors.ts';

/** The options that say what to train, and how. */
export const planOptions = {
  preset: text(
    'ID',
    'the network, if it is not to be chosen for the text and the time: char-rnn-s, char-rnn-m, word-lm, course-classifier…',
  ),
  model: text('FILE', 'an own network instead, as JSON; its input and output layers are made to fit the text'),
  ...tokenizerOptions,
  budget: budgetOption,
  ...trainingOptions,
  vectors: text('FILE', 'vectors of words (GloVe or word2vec, as text) that the embedding begins with'),
  freeze: flag('keeps the embedding as --vectors made it'),
  horizon: wholeNumber(
    'N',
    'rows that a forecaster tells at once (a season, or as was said at import, if left out)',
    1,
    10_000,
  ),
};

export type PlanValues = OptionValues<typeof planOptions>;

/** Throws a UsageError where options exclude each other. */
export function requirePlan(values: PlanValues): void {
  if (values.preset !== undefined && values.model !== undefined)
    throw new UsageError('Either --preset or --model is given, not both.');
  requireTrainingOptions(values);
  if (values.freeze && values.vectors === undefined) throw new UsageError('--freeze goes with --vectors.');
}

/** The parts of a plan that have to be read before a studio is opened; null means that they are to be chosen. */
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
  /** The settings that nobody has decided are left out of its training: the host may fit them to the data. */
  start: Omit<Partial<StartRun>, 'train'> & Pick<StartRun, 'datasetId' | 'tokenizer'> & { train: Partial<TrainSpec> };
  /** The whole training, as it was planned. */
  train: TrainSpec;
  task: Task;
  /** The choice for a budget; null means that nothing was chosen for one. */
  chosen: Recommendation | null;
  /** The coverage of the word vectors; null means that there are no vectors. */
  coverage: VectorCoverageRecord | null;
}

/** Decides what the options leave open for a dataset. */
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
  const changes = wantedTraining(values, dataset);
  const budget = budgetOf(values);
  const wanted = {
    datasetId: dataset.id,
    tokenizer: tokenizer ?? (preset === undefined ? null : data.tokenizer),
    presetId: preset ?? null,
    model: own,
    changes,
  };
  const chosen = budget === null ? null : await chooseForBudget(client, { ...wanted, budget });
  const usual = template?.train ?? defaultTraining(task);
  const decided = chosen === null ? trainingChanges(usual, changes) : chosen.training;
  const start = {
    ...data,
    ...(chosen !== null && { tokenizer: chosen.tokenizer }),
    ...modelOfRun(chosen, template?.id ?? null, own),
    ...(vectors !== null && { vectors: { importId: vectors.importId, trainable: !values.freeze, keepFile: false } }),
    train: decided,
    ...(values.horizon !== undefined && { horizon: values.horizon }),
    ...(values['sequence-length'] !== undefined && { window: values['sequence-length'] }),
  };
  return { start, train: { ...usual, ...decided }, task, chosen, coverage: vectors?.coverage ?? null };
}

/**
 * The settings by which a person says how long to train, or how; with any of them, nothing is chosen for a budget that
 * nobody has named.
 */
const ownSettings = [
  ...['preset', 'model', 'vectors', 'epochs', 'max-steps', 'batch-size', 'sequence-length'],
  ...['optimizer', 'learning-rate'],
];

/** The named budget, or the usual one where no option concerns the training; null means that there is no budget. */
function budgetOf({ budget, ...values }: Record<string, unknown> & { budget: Budget | undefined }): Budget | null {
  if (budget !== undefined) return budget;
  return ownSettings.some((name) => values[name] !== undefined) ? null : usualBudget;
}

/** The named template, or one that suits the kind of the dataset. */
async function chooseTemplate(client: StudioClient, id: string | undefined, { kind }: DatasetRecord) {
  const templates = await client.models.templates();
  const wanted = id ?? usualTemplates[kind];
  const template = templates.find((each) => each.id === wanted);
  if (template !== undefined) return template;
  throw new UsageError(`--preset is one of ${templates.map((each) => each.id).join(', ')}, not “${wanted}”.`);
}
