import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { taskFacts } from '../../../src-engine/tasks/facts.ts';
import type { RunParent } from '../../contract/runs/run-records.ts';
import type { RunView } from '../../db/run-table.ts';

/** The approximate duration of a training in a trial, where its run took longer. */
const shortMs = 60_000;
/** The fewest steps that tell anything of a training, however slow they are. */
const fewestSteps = 50;

/** The step after which a run began to train, which is that of the checkpoint for a branch. */
export const firstStepOf = ({ parent }: Pick<RunView, 'parent'>): number =>
  parent === null ? 0 : (JSON.parse(parent) as RunParent).step;

/** Returns the number of steps that take a run about a minute, which is never more than it was planned for. */
export function usualSteps({ step, elapsed_ms: elapsedMs, total_steps: total }: RunView, firstStep: number): number {
  const planned = Math.max(1, (total ?? step) - firstStep);
  const taken = step - firstStep;
  if (taken <= 0 || elapsedMs === 0) return planned;
  const affordable = Math.floor((shortMs * taken) / elapsedMs);
  return Math.min(planned, Math.max(fewestSteps, affordable));
}

/**
 * Returns the number of steps in which a training with other settings sees as much data as one with these settings does
 * in `steps`.
 */
export function stepsForSameData(steps: number, before: Training, after: Training): number {
  return Math.max(1, Math.round((steps * dataOfStep(before)) / dataOfStep(after)));
}

interface Training {
  model: Pick<ModelSpec, 'task'>;
  train: TrainSpec;
}

function dataOfStep({ model, train }: Training): number {
  const { batchSize, sequenceLength, gradientAccumulation } = train;
  return batchSize * gradientAccumulation * (taskFacts[model.task].reads === 'chunks' ? sequenceLength : 1);
}
