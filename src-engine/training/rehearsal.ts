import type { Backend } from '../backends/backend.ts';
import type { StoredTensor } from '../checkpoint/stored-tensors.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { mean } from './evaluate.ts';
import type { StepPlace, StepTaker } from './training-step.ts';

interface RehearsedTraining {
  backend: Backend;
  optimizer: Optimizer;
  steps: StepTaker;
  /** All that steps change: parameters, what the optimizer has gathered, and carried states. */
  tensors: readonly StoredTensor[];
  place: StepPlace;
  /** Batches in an epoch. */
  batchesInEpoch: number;
}

/** Takes the next step of a rehearsal at this rate, whatever the schedule says. Resolves with the loss before it, which may be no number. */
export type RehearseStep = (learningRate: number) => Promise<number>;

/** Lets `work` take steps of a training at rates of its own, and puts everything back to the bit, however the work ends. */
export async function rehearse<T>(
  { backend, optimizer, steps, tensors, place: begin, batchesInEpoch }: RehearsedTraining,
  work: (step: RehearseStep) => Promise<T>,
): Promise<T> {
  const before = await Promise.all(tensors.map(({ value }) => backend.read(value)));
  const { stepCount } = optimizer;
  let place = begin;
  try {
    return await work(async (learningRate) => {
      if (place.batchInEpoch >= batchesInEpoch) place = { ...place, epoch: place.epoch + 1, batchInEpoch: 0 };
      const { batches, figures } = await steps.take({ place, learningRate, look: null });
      place = { ...place, step: place.step + 1, batchInEpoch: place.batchInEpoch + batches.length };
      const [lossSum, weightSum] = await figures;
      return mean(lossSum, weightSum);
    });
  } finally {
    tensors.forEach(({ value }, n) => backend.write(value, before[n]));
    optimizer.stepCount = stepCount;
  }
}
