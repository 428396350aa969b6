import { generate } from '../../../src-engine/sampling/generator.ts';
import type { Pacing } from '../../../src-engine/sampling/time-slices.ts';
import type { EngineEvent, GenerationJob } from '../../../src-engine/spec/engine-protocol.ts';
import type { WritingNetworks } from './writing-networks.ts';

interface GenerationTask extends Pacing {
  requestId: string;
  job: GenerationJob;
  networks: WritingNetworks;
  emit: (event: EngineEvent) => void;
}

/** Answers one generate request with `tokens`, then `generated`; or with `network-wanted`. Rejects where it fails. */
export async function runGeneration({ requestId, job, networks, emit, ...pacing }: GenerationTask): Promise<void> {
  const { prompt, length, sampling, clamps } = job;
  const result = await networks.use(job, 1, ({ model, tokenizer }) =>
    generate({
      ...pacing,
      ...{ model, tokenizer, prompt, length, sampling, clamps },
      emit: (tokens) => emit({ type: 'tokens', requestId, tokens }),
    }),
  );
  emit(result === null ? { type: 'network-wanted', requestId } : { type: 'generated', requestId, ...result });
}
