import type { TrainingJob } from '../../src-engine/spec/engine-protocol.ts';
import type { Interruptible } from '../../src-engine/spec/interruptible.ts';
import type { TrainingCost } from '../../src-engine/spec/recipe-spec.ts';
import { tasks } from '../../src-engine/tasks/index.ts';
import { measureTraining } from '../../src-engine/training/measure-training.ts';
import type { EngineBackends } from './node-backends.ts';
import { startWatch } from './quiet-time.ts';

interface Measurement {
  job: Omit<TrainingJob, 'resumeFrom'>;
  forMs: number;
  backends: EngineBackends;
  clock: () => number;
  onLayer: () => void;
}

/**
 * Measures what a training takes on this machine: some of its steps, some of its validation, and all that comes before.
 * Resolves with null where it was aborted. Throws as a training does that cannot begin.
 */
export async function runMeasurement(
  { job: { model, train, tokenizer, preparation, content }, forMs, backends, clock, onLayer }: Measurement,
  interruptible: Interruptible,
): Promise<TrainingCost | null> {
  const opening = startWatch(1);
  const data = tasks[model.task].createData(content, tokenizer, train, { forecast: model.forecast, preparation });
  const { quietMs: openMs } = opening();
  const backend = (await backends.withVariant(train.variant)).create(train.backend, train.threads);
  try {
    const watch = () => startWatch(backend.threads);
    const measured = { backend, model, train, data, forMs, startWatch: watch, clock, onLayer };
    const cost = await measureTraining(measured, interruptible);
    return cost && { ...cost, openMs };
  } finally {
    backend.dispose();
  }
}
