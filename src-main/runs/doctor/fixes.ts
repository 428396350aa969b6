import { isDeepStrictEqual } from 'node:util';
import { isRecurrent } from '../../../src-engine/cells/index.ts';
import { customaryOptimizers } from '../../../src-engine/optimizers/customary-optimizers.ts';
import type { LayerSpec, ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { OptimizerSpec, TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { tasks } from '../../../src-engine/tasks/index.ts';
import type { FindingFix } from '../../contract/doctor/doctor-records.ts';
import type { CheckpointFacts, RunFacts } from './facts.ts';

/** The patience of the early stopping that fixes add, which is enough for a validation loss that wavers. */
const patience = 3;
/** The share that a fix holds back where nothing was. */
const usualValidation = 0.1;

/** Tells whether a fix would start a training like the one that it is to mend. */
export function changesNothing(fix: FindingFix | null, { model, train }: Pick<RunFacts, 'model' | 'train'>): boolean {
  if (fix?.kind !== 'new-run' || fix.changes.balanceClasses === true || fix.changes.tokenizer !== undefined)
    return false;
  return (
    isDeepStrictEqual(fix.changes.model ?? model, model) && isDeepStrictEqual({ ...train, ...fix.changes.train }, train)
  );
}

export function newRun(train: Partial<TrainSpec>, model?: ModelSpec): FindingFix {
  return { kind: 'new-run', changes: { train, ...(model !== undefined && { model }) } };
}

/**
 * Returns a branch from a checkpoint. It ends where the run was to end, or goes on half as long again where the run has
 * already reached its end.
 */
export function branchFrom(
  { train, totalSteps }: Pick<RunFacts, 'train' | 'totalSteps'>,
  { id, epoch, step }: CheckpointFacts,
  changes: Partial<TrainSpec>,
): FindingFix {
  const isOver = epoch >= train.epochs || step >= (train.maxSteps ?? Infinity);
  const longer: Partial<TrainSpec> = isOver
    ? {
        epochs: Math.max(train.epochs, epoch + Math.max(1, Math.ceil(epoch / 2))),
        maxSteps: train.maxSteps === null ? null : Math.ceil(1.5 * Math.max(step, totalSteps ?? 0)),
      }
    : {};
  return { kind: 'branch', checkpointId: id, train: { ...longer, ...changes } };
}

/** Returns the last checkpoint of a trained network before a step; null means that there is none. */
export function lastBefore({ checkpoints }: Pick<RunFacts, 'checkpoints'>, step: number): CheckpointFacts | null {
  const earlier = checkpoints.filter((each) => each.step > 0 && each.step < step && each.restoredEpoch === null);
  return earlier.toSorted((a, b) => b.step - a.step)[0] ?? null;
}

/** Returns the checkpoint with the lowest validation loss; null means that none was validated. */
export function bestCheckpoint({ checkpoints }: Pick<RunFacts, 'checkpoints'>): CheckpointFacts | null {
  const judged = checkpoints.filter(({ validationLoss }) => validationLoss !== null);
  return judged.toSorted((a, b) => (a.validationLoss ?? 0) - (b.validationLoss ?? 0))[0] ?? null;
}

/** The learning rate that usually suits an optimizer; for adaptive optimizers it depends on the task. */
export function customaryRate({ model, train }: Pick<RunFacts, 'model' | 'train'>): number {
  const { type } = train.optimizer;
  const adapts = type === 'adam' || type === 'adamw' || type === 'rmsprop';
  if (model.task === 'language-model' || !adapts) return customaryOptimizers[type].learningRate;
  return tasks[model.task].usualTraining.learningRate;
}

export function withRate(
  { optimizer }: Pick<TrainSpec, 'optimizer'>,
  learningRate: number,
): { optimizer: OptimizerSpec } {
  return { optimizer: { ...optimizer, learningRate: Number(learningRate.toPrecision(2)) } };
}

/**
 * The early stopping that restores the best epoch, with the present patience or the usual one. It needs something held
 * back by which to choose.
 */
export function withEarlyStopping({
  earlyStopping,
  validationFraction,
}: Pick<TrainSpec, 'earlyStopping' | 'validationFraction'>): Partial<TrainSpec> {
  return {
    ...(validationFraction === 0 && { validationFraction: usualValidation }),
    earlyStopping: { patience, minDelta: 0, ...earlyStopping, restoreBest: true, judgesEnd: true },
  };
}

/** Returns the model with dropout of at least this rate after each recurrent layer. */
export function withDropout(model: ModelSpec, rate: number): ModelSpec {
  const layers: LayerSpec[] = [];
  model.layers.forEach((layer, n) => {
    layers.push(layer.type === 'dropout' ? { ...layer, rate: Math.max(layer.rate, rate) } : layer);
    if (isRecurrent(layer) && model.layers[n + 1]?.type !== 'dropout') layers.push({ type: 'dropout', rate });
  });
  return { ...model, layers };
}

/** Returns the model with all recurrent layers changed. */
export function withRecurrentLayers(
  model: ModelSpec,
  change: (layer: Extract<LayerSpec, { units: number; bidirectional: unknown }>) => LayerSpec,
): ModelSpec {
  return { ...model, layers: model.layers.map((layer) => (isRecurrent(layer) ? change(layer) : layer)) };
}
