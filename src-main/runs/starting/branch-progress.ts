import { initialPatience } from '../../../src-engine/schedules/patience.ts';
import type { TrainingProgress } from '../../../src-engine/spec/checkpoint-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { BranchRun } from '../../contract/runs/start-records.ts';
import { newOptimizer } from './run-setup.ts';

/**
 * Returns the settings of a run with these changes, except undefined ones; a new kind of optimizer has the settings of
 * new runs.
 */
export function branchTraining(before: TrainSpec, wanted: BranchRun['train']): TrainSpec {
  const changes = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
  const given: TrainSpec = { ...before, ...changes };
  const isOptimizerKept = given.optimizer.type === before.optimizer.type;
  return isOptimizerKept ? given : { ...given, optimizer: newOptimizer(given.optimizer) };
}

/** They decide which batches an epoch has, and in which order. */
const batchSettings = ['batchSize', 'sequenceLength', 'gradientAccumulation', 'validationFraction', 'seed'] as const;

export interface BranchStart {
  progress: TrainingProgress;
  /** Beginnings of the names of the tensors that the branch takes over. */
  groups: string[];
  optimizerState: 'kept' | 'fresh';
}

/**
 * Returns the progress at which a run goes on from another one's checkpoint with changed settings. The optimizer keeps its state if it is of the same
 * type, reduce-on-plateau its factor if the schedule is the same. With other batches the present epoch begins again. Early stopping and
 * the best loss begin anew: they are about the branch.
 */
export function branchProgress(progress: TrainingProgress, before: TrainSpec, after: TrainSpec): BranchStart {
  const isOptimizerKept = before.optimizer.type === after.optimizer.type;
  const areBatchesKept = batchSettings.every((name) => before[name] === after[name]);
  const isScheduleKept = JSON.stringify(before.schedule) === JSON.stringify(after.schedule);
  return {
    progress: {
      ...progress,
      bestValidationLoss: null,
      bestEpoch: null,
      earlyStopping: initialPatience,
      ...(!isScheduleKept && { plateau: initialPatience, plateauFactor: 1 }),
      ...(!areBatchesKept && { batchInEpoch: 0, epochLossSum: 0, epochTokenCount: 0 }),
      ...(!isOptimizerKept && { optimizerSince: progress.step }),
    },
    groups: ['parameter/', ...(isOptimizerKept ? ['optimizer/'] : []), ...(areBatchesKept ? ['state/'] : [])],
    optimizerState: isOptimizerKept ? 'kept' : 'fresh',
  };
}
