import { defaultTraining } from '../../../src-engine/models/presets.ts';
import { usualTemplate } from '../../../src-engine/recipes/usual-template.ts';
import type { Task } from '../../../src-engine/spec/model-spec.ts';
import type { Budget } from '../../../src-engine/spec/recipe-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { StudioClient } from '../../contract/contract.ts';
import type { VectorCoverageRecord } from '../../contract/model-records.ts';
import type { Recommendation } from '../../contract/recipe-records.ts';
import type { StartRun } from '../../contract/runs/start-records.ts';
import type { DatasetRecord } from '../../contract/datasets/dataset-records.ts';
import type { TrainingFile } from '../../contract/training-files/training-file.ts';
import type { Studio } from '../studio/studio.ts';
import { UsageError } from '../usage-error.ts';
import { parseBudget, usualBudget } from './budget-option.ts';
import { chooseForBudget, modelOfRun } from './choose-for-budget.ts';
import { decidedTraining, settled } from './files/decided-training.ts';
import { networkFor } from '../../training-files/network-for.ts';
import { tokenizerOf } from './files/tokenizer-of.ts';
import { stageVectors } from './word-vectors.ts';

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

/** Decides what a training file leaves open for a dataset. Throws a UsageError where a setting does not fit. */
export async function planRun(
  studio: Studio,
  { file, dataset }: { file: TrainingFile; dataset: DatasetRecord },
): Promise<PlannedRun> {
  const { client } = studio;
  const tokenizer = tokenizerOf(file);
  const own = file.model === undefined ? null : networkFor(file.model, dataset);
  const hasVectors = file.vectors !== undefined && dataset.kind === 'text';
  const preset = file.preset ?? (hasVectors ? 'word-lm' : undefined);
  const template = own === null ? await chooseTemplate(client, preset, dataset) : null;
  const data = {
    datasetId: dataset.id,
    tokenizer: tokenizer ?? template?.tokenizer ?? { type: 'character' as const, minimumFrequency: 1 },
  };
  const vectors = file.vectors === undefined ? null : await stageVectors(studio, file.vectors.file, data);
  const task = template?.model.task ?? own?.task ?? 'language-model';
  const decided = decidedTraining(file, dataset);
  const budget = budgetOf(file);
  const wanted = {
    datasetId: dataset.id,
    tokenizer: tokenizer ?? (preset === undefined ? null : data.tokenizer),
    presetId: preset ?? null,
    model: own,
    decided,
  };
  const chosen = budget === null ? null : await chooseForBudget(client, { ...wanted, budget });
  const usual = template?.train ?? defaultTraining(task);
  const train = chosen === null ? settled(usual, decided) : chosen.training;
  const window = file.window ?? decided.sequenceLength;
  const start = {
    ...data,
    ...(chosen !== null && { tokenizer: chosen.tokenizer }),
    ...modelOfRun(chosen, template?.id ?? null, own),
    ...(vectors !== null && {
      vectors: { importId: vectors.importId, trainable: file.vectors?.freeze !== true, keepFile: false },
    }),
    train,
    ...(file.horizon !== undefined && { horizon: file.horizon }),
    ...(window !== undefined && { window }),
  };
  return { start, train: { ...usual, ...train }, task, chosen, coverage: vectors?.coverage ?? null };
}

/** Settings by which a person says how long to train, or how; with any of them, nothing is chosen for a budget that nobody has named. */
const ownSettings = ['epochs', 'maxSteps', 'batchSize', 'sequenceLength', 'optimizer'] as const;

/** The named budget, or the usual one where nothing concerns the training; null means that there is no budget. */
function budgetOf({ budget, preset, model, vectors, train = {} }: TrainingFile): Budget | null {
  if (budget !== undefined) return parseBudget(budget, '--budget');
  const isOwn = [preset, model, vectors, ...ownSettings.map((name) => train[name])].some(
    (value) => value !== undefined,
  );
  return isOwn ? null : usualBudget;
}

/** The named template, or the one that suits the dataset. */
async function chooseTemplate(client: StudioClient, id: string | undefined, dataset: DatasetRecord) {
  const templates = await client.models.templates();
  const wanted = id ?? usualTemplate(dataset);
  const template = templates.find((each) => each.id === wanted);
  if (template !== undefined) return template;
  throw new UsageError(`--preset is one of ${templates.map((each) => each.id).join(', ')}, not “${wanted}”.`);
}
