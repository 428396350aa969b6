import { storedParameters, writeTensors } from '../../src-engine/checkpoint/stored-tensors.ts';
import { createModel } from '../../src-engine/models/create-model.ts';
import { summarizeModel } from '../../src-engine/models/summary.ts';
import { generate } from '../../src-engine/sampling/generator.ts';
import type { EngineEvent, GenerationJob } from '../../src-engine/spec/engine-protocol.ts';
import type { ModelSpec } from '../../src-engine/spec/model-spec.ts';
import { createTokenizer } from '../../src-engine/text/create-tokenizer.ts';
import type { EngineBackends } from './node-backends.ts';

/** Weights of fewer multiply-adds lie in one core's own cache, where telling another thread takes as long as the work. */
const FEWEST_MULTIPLY_ADDS_TO_SHARE = 2 ** 20;

interface GenerationTask {
  requestId: string;
  job: GenerationJob;
  backends: EngineBackends;
  emit: (event: EngineEvent) => void;
  clock: () => number;
  yieldToHost: () => Promise<void>;
  isCancelled: () => boolean;
}

/** Answers one generate request with `tokens`, then `generated`. Rejects where it fails. Its memory is its own, and goes with it. */
export async function runGeneration({ requestId, job, backends, emit, ...pacing }: GenerationTask): Promise<void> {
  const isShared = multiplyAddsPerToken(job.model) >= FEWEST_MULTIPLY_ADDS_TO_SHARE;
  const backend = backends.createPortable(job.backend, isShared ? job.threads : 1);
  try {
    const model = createModel(backend, job.model);
    writeTensors(backend, job.checkpoint.tensors, storedParameters(model));
    model.freeze();
    const result = await generate({
      ...pacing,
      model,
      tokenizer: createTokenizer(job.tokenizer),
      prompt: job.prompt,
      length: job.length,
      sampling: job.sampling,
      clamps: job.clamps,
      emit: (tokens) => emit({ type: 'tokens', requestId, tokens }),
    });
    emit({ type: 'generated', requestId, ...result });
  } finally {
    backend.dispose();
  }
}

function multiplyAddsPerToken(model: ModelSpec): number {
  return summarizeModel(model, { batch: 1, steps: 1, optimizer: 'sgd' }).multiplyAddsPerToken;
}
