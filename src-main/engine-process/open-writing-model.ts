import { storedParameters, writeTensors } from '../../src-engine/checkpoint/stored-tensors.ts';
import { createModel } from '../../src-engine/models/create-model.ts';
import type { Model } from '../../src-engine/models/model.ts';
import { summarizeModel } from '../../src-engine/models/summary.ts';
import type { WritingJob } from '../../src-engine/spec/engine-protocol.ts';
import type { ModelSpec } from '../../src-engine/spec/model-spec.ts';
import type { EngineBackends } from './node-backends.ts';

/** Steps of fewer multiply-adds lie in one core's own cache, where telling another thread takes as long as the work. */
const FEWEST_MULTIPLY_ADDS_TO_SHARE = 2 ** 20;

/** A network that is to write `lanes` texts at once, with a memory of its own that goes with `backend.dispose`. */
export function openWritingModel(job: WritingJob, lanes: number, backends: EngineBackends): Model {
  const isShared = lanes * multiplyAddsPerToken(job.model) >= FEWEST_MULTIPLY_ADDS_TO_SHARE;
  const backend = backends.createPortable(job.backend, isShared ? job.threads : 1);
  try {
    const model = createModel(backend, job.model);
    writeTensors(backend, job.checkpoint.tensors, storedParameters(model));
    model.freeze();
    return model;
  } catch (error) {
    backend.dispose();
    throw error;
  }
}

function multiplyAddsPerToken(model: ModelSpec): number {
  return summarizeModel(model, { batch: 1, steps: 1, optimizer: 'sgd' }).multiplyAddsPerToken;
}
