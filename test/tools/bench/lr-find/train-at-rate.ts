import type { Backend } from '../../../../src-engine/backends/backend.ts';
import { findLearningRate } from '../../../../src-engine/learning-rate-finder/find-learning-rate.ts';
import { EngineError } from '../../../../src-engine/spec/engine-error.ts';
import type { RatePick, RatePoint } from '../../../../src-engine/spec/learning-rate-spec.ts';
import type { TrainSpec } from '../../../../src-engine/spec/train-spec.ts';
import { createTrainer } from '../../../../src-engine/training/trainer.ts';
import type { RateWorkload } from './rate-workloads.ts';

const uninterrupted = {
  signal: { aborted: false },
  yieldToEventLoop: () => new Promise<void>((resolve) => setImmediate(resolve)),
};

interface SeededWorkload {
  createBackend: () => Backend;
  workload: RateWorkload;
  seed: number;
}

/** Trains to the end. Resolves with the final validation loss; null means that the training diverged. */
export async function trainAtRate({
  learningRate,
  ...seeded
}: SeededWorkload & { learningRate: number }): Promise<number | null> {
  return withTrainer(seeded, learningRate, async (trainer) => {
    try {
      while (trainer.end === null) {
        if (trainer.isEpochComplete) await trainer.endEpoch(uninterrupted);
        else await trainer.step();
      }
      const epoch = await trainer.endEpoch(uninterrupted);
      return epoch?.validationLoss ?? null;
    } catch (error) {
      if (error instanceof EngineError && error.code === 'diverged') return null;
      throw error;
    }
  });
}

/** Searches for the rate from the beginning, as `kioku lr-find` does. */
export function searchRate(seeded: SeededWorkload): Promise<{ pick: RatePick | null; points: RatePoint[] }> {
  const { optimizer } = seeded.workload.train;
  return withTrainer(seeded, optimizer.learningRate, async (trainer) => {
    const points: RatePoint[] = [];
    const pick = await findLearningRate(trainer, { optimizer }, (point) => points.push(point), uninterrupted);
    return { pick: pick ?? null, points };
  });
}

async function withTrainer<T>(
  { createBackend, workload, seed }: SeededWorkload,
  learningRate: number,
  work: (trainer: ReturnType<typeof createTrainer>) => Promise<T>,
): Promise<T> {
  const { model, train: usual, dataFor } = workload;
  const train: TrainSpec = { ...usual, seed, optimizer: { ...usual.optimizer, learningRate } };
  const backend = createBackend();
  try {
    const trainer = createTrainer({
      ...{ backend, model, train, data: dataFor(train), resumeFrom: null, clock: () => performance.now() },
    });
    return await work(trainer);
  } finally {
    backend.dispose();
  }
}
