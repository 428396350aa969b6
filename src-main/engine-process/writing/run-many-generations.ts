import { beamSearch } from '../../../src-engine/sampling/beam-search.ts';
import { generateMany } from '../../../src-engine/sampling/generate-many.ts';
import { createTimeSlices, type Pacing } from '../../../src-engine/sampling/time-slices.ts';
import { unknownPieces } from '../../../src-engine/sampling/unknown-pieces.ts';
import type { EngineEvent, ManyGenerationsJob } from '../../../src-engine/spec/engine-protocol.ts';
import type { Continuation, ContinuationChange } from '../../../src-engine/spec/generation-spec.ts';
import type { WritingNetwork, WritingNetworks } from './writing-networks.ts';

interface ManyGenerationsTask extends Pacing {
  requestId: string;
  job: ManyGenerationsJob;
  networks: WritingNetworks;
  emit: (event: EngineEvent) => void;
}

/** Answers one generate-many request with `continuations`, several times, then `generated-many`; or with `network-wanted`. Rejects where it fails. */
export async function runManyGenerations({ networks, ...task }: ManyGenerationsTask): Promise<void> {
  const { requestId, job, emit } = task;
  const lanes = job.way.way === 'sample' ? job.way.count : job.way.beams;
  const result = await networks.use(job, lanes, (network) => writeMany(task, network));
  emit(result === null ? { type: 'network-wanted', requestId } : { type: 'generated-many', requestId, ...result });
}

async function writeMany(
  { requestId, job, emit, ...pacing }: Omit<ManyGenerationsTask, 'networks'>,
  { model, tokenizer }: WritingNetwork,
): Promise<{ tokensPerSecond: number; unknown: string[] }> {
  const { way, prompt, length } = job;
  const changesOf = createChanges();
  const tell = (continuations: readonly Continuation[]) =>
    emit({ type: 'continuations', requestId, continuations: changesOf(continuations) });
  let current: () => readonly Continuation[] = () => [];
  let isBegun = false;
  let start = pacing.clock();
  const yieldWhenDue = createTimeSlices(pacing, { isEmpty: () => !isBegun, flush: () => tell(current()) });
  const beforeToken = (continuations: () => readonly Continuation[]) => {
    current = continuations;
    // The prompt is read before; that is no writing.
    if (!isBegun) {
      start = pacing.clock();
      isBegun = current().some(({ tokens }) => tokens > 0);
    }
    return yieldWhenDue();
  };
  const options = { model, tokenizer, prompt, length, signal: pacing.signal, beforeToken };
  const written =
    way.way === 'sample' ? await generateMany({ ...options, ...way }) : await beamSearch({ ...options, ...way });
  tell(written);
  const seconds = Math.max(1, pacing.clock() - start) / 1000;
  const tokens = written.reduce((sum, continuation) => sum + continuation.tokens, 0);
  return { tokensPerSecond: tokens / seconds, unknown: unknownPieces(tokenizer, prompt) };
}

/** Returns a function that tells how continuations differ from those of its last call. */
function createChanges(): (continuations: readonly Continuation[]) => ContinuationChange[] {
  let before: readonly Continuation[] = [];
  return (continuations) => {
    const changes = continuations.map((continuation, place) => {
      const kept = commonLength(before[place]?.text ?? '', continuation.text);
      return { ...continuation, text: continuation.text.slice(kept), kept };
    });
    before = continuations;
    return changes;
  };
}

/** Returns the number of UTF-16 units that two texts begin with in common. */
function commonLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  return length;
}
