import type { TrainingJob } from '../../src-engine/spec/engine-protocol.ts';
import type { Interruptible } from '../../src-engine/spec/interruptible.ts';
import type { RatePoint, RateSearch } from '../../src-engine/spec/learning-rate-spec.ts';
import { findLearningRate } from '../../src-engine/learning-rate-finder/find-learning-rate.ts';
import { tasks } from '../../src-engine/tasks/index.ts';
import { createTrainer } from '../../src-engine/training/trainer.ts';
import type { EngineBackends } from './node-backends.ts';

interface RateSearchOptions {
  job: TrainingJob;
  backends: EngineBackends;
  clock: () => number;
  onLayer: () => void;
  onPoint: (point: RatePoint) => void;
}

/**
 * Looks for a learning rate for a training as it would begin or go on. Resolves with null where the search was aborted.
 * Throws the errors that the training would throw.
 */
export async function runRateSearch(
  {
    job: { model, train, tokenizer, preparation, content, resumeFrom },
    backends,
    onPoint,
    ...timing
  }: RateSearchOptions,
  interruptible: Interruptible,
): Promise<RateSearch | null> {
  const data = tasks[model.task].createData(content, tokenizer, train, { forecast: model.forecast, preparation });
  await interruptible.yieldToEventLoop();
  if (interruptible.signal.aborted) return null;
  const backend = (await backends.withVariant(train.variant)).create(train.backend, train.threads);
  try {
    const { optimizer } = train;
    const trainer = createTrainer({
      ...{ backend, model, resumeFrom, ...timing },
      // Nothing is validated, so that no loss could stop the training early.
      train: { ...train, earlyStopping: null },
      data: { ...data, validation: null },
    });
    const pick = await findLearningRate(trainer, { optimizer }, onPoint, interruptible);
    return pick === undefined ? null : { pick, present: optimizer.learningRate };
  } finally {
    backend.dispose();
  }
}
