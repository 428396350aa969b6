import { generate } from '../../src-engine/sampling/generator.ts';
import type { Pacing } from '../../src-engine/sampling/take-turns.ts';
import type { EngineEvent, GenerationJob } from '../../src-engine/spec/engine-protocol.ts';
import { createTokenizer } from '../../src-engine/text/create-tokenizer.ts';
import type { EngineBackends } from './node-backends.ts';
import { openWritingModel } from './open-writing-model.ts';

interface GenerationTask extends Pacing {
  requestId: string;
  job: GenerationJob;
  backends: EngineBackends;
  emit: (event: EngineEvent) => void;
}

/** Answers one generate request with `tokens`, then `generated`. Rejects where it fails. Its memory is its own, and goes with it. */
export async function runGeneration({ requestId, job, backends, emit, ...pacing }: GenerationTask): Promise<void> {
  const model = openWritingModel(job, 1, backends);
  try {
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
    model.backend.dispose();
  }
}
