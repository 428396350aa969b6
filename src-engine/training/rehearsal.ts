import type { StoredTensor } from '../checkpoint/stored-tensors.ts';
import type { Model } from '../models/model.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { StepParabola } from '../spec/insight-spec.ts';
import type { TrainSpec } from '../spec/train-spec.ts';
import { mean } from './evaluate.ts';
import { createStepLook, type StepLook } from './step-look.ts';
import type { StepPlace, StepTaker } from './training-step.ts';

interface RehearsedTraining {
  model: Model;
  train: TrainSpec;
  optimizer: Optimizer;
  steps: StepTaker;
  /** The tensors that steps change: parameters, optimizer states, and carried states. */
  tensors: readonly StoredTensor[];
  place: StepPlace;
  /** The number of batches in an epoch. */
  batchesInEpoch: number;
}

/** Takes the next step of a rehearsal at this rate, whatever the schedule says. It takes about half as long without the parabola. */
export type RehearseStep = (step: { learningRate: number; hasParabola: boolean }) => Promise<RehearsedStep>;

interface RehearsedStep {
  /** The loss before the step; it may be no number. */
  loss: number;
  /** `null` means that nobody asked for it, or that there was no memory for it. */
  parabola: StepParabola | null;
}

/**
 * Lets `work` take steps of a training at learning rates of its own, and restores everything to the bit, however the
 * work ends.
 */
export async function rehearse<T>(
  { model, train, optimizer, steps, tensors, place: begin, batchesInEpoch }: RehearsedTraining,
  work: (step: RehearseStep) => Promise<T>,
): Promise<T> {
  const { backend } = model;
  const before = await Promise.all(tensors.map(({ value }) => backend.read(value)));
  const { stepCount } = optimizer;
  let place = begin;

  function lookAt(at: StepPlace): StepLook {
    const random = { seed: train.seed, step: at.step * train.gradientAccumulation };
    const instruments = { parabola: true, gradientByLag: false };
    return createStepLook({ model, train, instruments, batches: steps.batchesAt(at), random });
  }

  try {
    return await work(async ({ learningRate, hasParabola }) => {
      if (place.batchInEpoch >= batchesInEpoch) place = { ...place, epoch: place.epoch + 1, batchInEpoch: 0 };
      const look = hasParabola ? lookAt(place) : null;
      try {
        const { batches, figures } = await steps.take({ place, learningRate, look });
        place = { ...place, step: place.step + 1, batchInEpoch: place.batchInEpoch + batches.length };
        const [lossSum, weightSum] = await figures;
        const loss = mean(lossSum, weightSum);
        const insight = await look?.finish({ step: place.step, loss });
        return { loss, parabola: insight?.parabola ?? null };
      } finally {
        look?.dispose();
      }
    });
  } finally {
    tensors.forEach(({ value }, n) => backend.write(value, before[n]));
    optimizer.stepCount = stepCount;
  }
}
