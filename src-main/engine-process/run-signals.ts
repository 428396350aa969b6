import { measureLayerSignals } from '../../src-engine/insight/layer-signals.ts';
import { randomBatch } from '../../src-engine/insight/random-batch.ts';
import { createModel } from '../../src-engine/models/create-model.ts';
import type { SignalsJob } from '../../src-engine/spec/engine-protocol.ts';
import type { LayerSignal } from '../../src-engine/spec/insight-spec.ts';
import { taskFacts } from '../../src-engine/tasks/facts.ts';
import { tasks } from '../../src-engine/tasks/index.ts';
import type { Batch } from '../../src-engine/training/batch-source.ts';
import type { EngineBackends } from './node-backends.ts';

/** Enough elements for a good variance; a larger batch only takes longer. */
const mostRows = 32;
const mostSteps = 64;

/** Measures the layers of a network as its seed initialises it. Throws EngineError. */
export async function runSignals(job: SignalsJob, backends: EngineBackends): Promise<LayerSignal[]> {
  const { model: spec, train } = job;
  const batch = firstBatch(job);
  const backend = (await backends.withVariant(train.variant)).create(train.backend, train.threads);
  try {
    const model = createModel(backend, spec);
    model.initialize(train.seed);
    return await measureLayerSignals(model, batch);
  } finally {
    backend.dispose();
  }
}

function firstBatch({ model, train, data }: SignalsJob): Batch {
  const batchSize = Math.min(train.batchSize, mostRows);
  const isCut = data === null || taskFacts[model.task].reads === 'chunks';
  const sequenceLength = isCut ? Math.min(train.sequenceLength, mostSteps) : train.sequenceLength;
  if (data === null) return randomBatch(model, { batch: batchSize, steps: sequenceLength }, train.seed);
  const { content, tokenizer, preparation } = data;
  const shorter = { ...train, batchSize, sequenceLength };
  const { training } = tasks[model.task].createData(content, tokenizer, shorter, {
    forecast: model.forecast,
    preparation,
  });
  return training.batch(0, 0);
}
