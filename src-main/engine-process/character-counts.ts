import type { EngineEvent, EngineRequest } from '../../src-engine/spec/engine-protocol.ts';
import { CharacterCount } from '../../src-engine/text/character-count.ts';
import { describeFailure } from '../../src-engine/training/describe-failure.ts';

type Part = Extract<EngineRequest, { type: 'count-characters' }>;

/** Counts of characters that are under way, each of texts that come one request after the other. */
export class CharacterCounts {
  readonly #emit: (event: EngineEvent) => void;
  readonly #counts = new Map<string, CharacterCount>();

  constructor(emit: (event: EngineEvent) => void) {
    this.#emit = emit;
  }

  add({ requestId, countId, texts, isLast }: Part): void {
    const count = this.#counts.get(countId) ?? new CharacterCount();
    this.#counts.set(countId, count);
    try {
      for (const text of texts) {
        if (typeof text === 'string') count.add(text);
        else count.addUtf8(text);
      }
      if (isLast) this.#finish(requestId, countId, count);
      else this.#emit({ type: 'counted', requestId });
    } catch (error) {
      this.cancel(countId);
      this.#emit({ type: 'failed', requestId, runId: null, ...describeFailure(error) });
    }
  }

  cancel(countId: string): void {
    this.#counts.delete(countId);
  }

  #finish(requestId: string, countId: string, count: CharacterCount): void {
    const { state, tokenCount, frequencies } = count.finish();
    this.#counts.delete(countId);
    this.#emit({ type: 'analyzed', requestId, tokenizer: state, tokenCount, frequencies });
  }
}
