import type { Backend, Tensor } from '../backends/backend.ts';
import type { Model } from '../models/model.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { TrainingProgress } from '../spec/checkpoint-spec.ts';
import type { TrainSpec } from '../spec/train-spec.ts';
import { accumulateGradients } from './accumulate-gradients.ts';
import type { Batch, BatchSource } from './batch-source.ts';
import type { PassSet } from './pass-set.ts';
import type { StepLook } from './step-look.ts';

/** The place in a training at which a step begins. */
export type StepPlace = Pick<TrainingProgress, 'step' | 'epoch' | 'batchInEpoch'>;

/** An optimizer step that has been enqueued. */
export interface TakenStep {
  batches: readonly Batch[];
  /** The sums of losses and of weights, the number of right answers, and the norm of the gradient. */
  figures: ReturnType<Backend['read']>;
}

/** Computes the steps of a training at any place: everything random in them is a function of the seed and the place. */
export interface StepTaker {
  /** The sums over the batches of a step, of shape (3); others may use the tensor between two steps. */
  readonly metrics: Tensor;
  batchesAt(place: StepPlace): Batch[];
  /** Moves the parameters, synchronously unless there is a look. */
  take(step: { place: StepPlace; learningRate: number; look: StepLook | null }): Promise<TakenStep>;
}

interface StepTakerOptions {
  model: Model;
  optimizer: Optimizer;
  passes: PassSet;
  source: BatchSource;
  train: TrainSpec;
}

/** Throws OutOfMemoryError. */
export function createStepTaker({ model, optimizer, passes, source, train }: StepTakerOptions): StepTaker {
  const { backend } = model;
  const { gradientAccumulation, seed, clip, l2 } = train;
  // The figures of a step are in one tensor, so that one read fetches all of them.
  const all = backend.tensor([4]);
  const metrics = backend.view(all, 0, [3]);

  function batchesAt({ epoch, batchInEpoch }: StepPlace): Batch[] {
    const count = Math.min(gradientAccumulation, source.count - batchInEpoch);
    return Array.from({ length: count }, (_, n) => source.batch(epoch, batchInEpoch + n));
  }

  return {
    metrics,
    batchesAt,
    async take({ place, learningRate, look }) {
      const batches = batchesAt(place);
      const batchesBefore = place.step * gradientAccumulation;
      accumulateGradients({
        ...{ model, source, passes, metrics, batches, first: place.batchInEpoch, seed, batchesBefore, look },
      });
      const update = (): void => optimizer.step({ learningRate, clip, l2 });
      if (look === null) update();
      else await look.update(update);
      const columns = { fromColumn: 0, toColumn: metrics.size, columns: 1, accumulate: false };
      backend.copyColumns({ ...columns, from: optimizer.gradientNorm, to: all });
      const figures = backend.read(all);
      // The figures are awaited later, and the caller that awaits them learns of the failure.
      figures.catch(() => undefined);
      return { batches, figures };
    },
  };
}
