import type { EngineEvent, EngineRequest } from '../../src-engine/spec/engine-protocol.ts';
import { createTokenizerFitting } from '../../src-engine/text/fit-tokenizer.ts';
import type { TokenizerFitting } from '../../src-engine/text/tokenizer.ts';
import { describeFailure } from '../../src-engine/training/describe-failure.ts';

type Part = Extract<EngineRequest, { type: 'count-characters' }>;

/** Counts of characters that are under way, each of texts that come one request after the other. */
export class CharacterCounts {
  readonly #emit: (event: EngineEvent) => void;
  readonly #fittings = new Map<string, TokenizerFitting>();

  constructor(emit: (event: EngineEvent) => void) {
    this.#emit = emit;
  }

  add({ requestId, texts, isLast }: Part): void {
    const fitting = this.#fittings.get(requestId) ?? createTokenizerFitting({ type: 'character', minimumFrequency: 1 });
    this.#fittings.set(requestId, fitting);
    try {
      for (const text of texts) fitting.add(text);
      if (isLast) this.#finish(requestId, fitting);
      else this.#emit({ type: 'counted', requestId });
    } catch (error) {
      this.cancel(requestId);
      this.#emit({ type: 'failed', requestId, runId: null, ...describeFailure(error) });
    }
  }

  cancel(requestId: string): void {
    this.#fittings.delete(requestId);
  }

  #finish(requestId: string, fitting: TokenizerFitting): void {
    const { state, tokenCount, frequencies } = fitting.finish();
    this.#fittings.delete(requestId);
    this.#emit({ type: 'analyzed', requestId, tokenizer: state, tokenCount, frequencies });
  }
}
