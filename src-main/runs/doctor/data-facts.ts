import type { TrainingCounts } from '../../../src-engine/spec/engine-protocol.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { taskFacts } from '../../../src-engine/tasks/facts.ts';
import type { DatasetRecord } from '../../contract/datasets/dataset-records.ts';
import type { DataFacts } from './facts.ts';

/** The facts about the data of a training that are known without measuring it. */
interface KnownOfData {
  model: ModelSpec;
  train: TrainSpec;
  report: DatasetRecord['report'];
  /** The number of tokens of all texts; 0 for numbers. */
  tokens: number;
  counts: TrainingCounts | null;
}

export function dataFacts({
  model,
  train,
  report,
  tokens,
  counts,
}: KnownOfData): Omit<DataFacts, 'cutTexts' | 'vectorShare' | 'measured'> {
  const classes = report?.classes?.map(({ count }) => count) ?? null;
  const validationItems = counts?.validationSamples ?? null;
  const trainingItems = counts?.trainingSamples ?? null;
  const targets = taskFacts[model.task].outputsPer === 'step' ? null : { trainingItems, validationItems };
  const share = heldBackShare(train, report?.validation?.rows, { trainingItems, validationItems });
  return {
    stepsPerEpoch: counts?.stepsPerEpoch ?? null,
    trainingTargets: targets === null ? Math.round(tokens * (1 - share)) : targets.trainingItems,
    validationTargets: targets === null ? Math.round(tokens * share) : targets.validationItems,
    trainingItems,
    validationItems,
    classCounts: taskFacts[model.task].outputsAre === 'classes' ? classes : null,
    leaked: leakedRows(train, report, validationItems),
  };
}

type Items = Pick<DataFacts, 'trainingItems' | 'validationItems'>;

/** The share of the tokens that is held back, which is exact if it is a share of one text. */
function heldBackShare(
  train: TrainSpec,
  ownRows: number | undefined,
  { trainingItems, validationItems }: Items,
): number {
  if (ownRows === undefined || trainingItems === null || validationItems === null) return train.validationFraction;
  return validationItems / Math.max(1, trainingItems + validationItems);
}

/**
 * The leaked rows as the import counts them: those that a split by the usual share and seed would have on both sides,
 * about as many as in any other split.
 */
function leakedRows(
  { validationFraction }: TrainSpec,
  report: DatasetRecord['report'],
  validationItems: number | null,
): DataFacts['leaked'] {
  const leaked = report?.rows?.leaked;
  if (leaked === undefined || validationItems === null || validationItems === 0) return null;
  const isOwn = report?.validation !== undefined;
  const share = isOwn || leaked.validationFraction === 0 ? 1 : validationFraction / leaked.validationFraction;
  return { items: Math.min(validationItems, Math.round(leaked.count * share)), validationItems };
}
