import type { Model } from '../models/model.ts';
import type { GeneratedToken, GenerationEnd, SamplingSpec } from '../spec/generation-spec.ts';
import type { Clamp } from '../spec/insight-spec.ts';
import type { Tokenizer } from '../text/tokenizer.ts';
import { createDecoder } from './decoder.ts';
import { uniformAt } from './draw.ts';
import { encodePrompt } from './encode-prompt.ts';
import { hideUnknownToken } from './hide-unknown-token.ts';
import { chooseToken, scoreToken } from './sample-token.ts';
import { watchStopStrings } from './stop-strings.ts';
import { createTimeSlices, type Pacing } from './time-slices.ts';
import { unknownPieces } from './unknown-pieces.ts';

export interface Generation extends Pacing {
  model: Model;
  tokenizer: Tokenizer;
  /** The text to continue, from its beginning on; empty for a new one. Pieces that the vocabulary lacks are left out where there is no unknown token. */
  prompt: string;
  /** Tokens to write, the prompt not counted. */
  length: number;
  sampling: SamplingSpec;
  /** Counterfactuals under which the model reads and writes; none when left out. */
  clamps?: readonly Clamp[];
  /** Takes the tokens written since its last call. */
  emit(tokens: GeneratedToken[]): void;
}

export interface GenerationResult {
  end: GenerationEnd;
  tokensPerSecond: number;
  /** Pieces of the prompt that the vocabulary lacks, each once. */
  unknown: string[];
}

/** The number of alternatives that a person is shown for each token. */
const ALTERNATIVES = 10;

/**
 * Writes text, token by token. The n-th token is drawn with a random number that is a function of (seed, n). The unknown token is
 * never written, and the one that ends a document ends the text. Throws EngineError `diverged` when the model gives no finite numbers, RangeError for clamps that it does not
 * have, and OutOfMemoryError.
 */
export async function generate(generation: Generation): Promise<GenerationResult> {
  const { tokenizer, sampling, clock, signal } = generation;
  const decoder = createDecoder(generation.model, 1, generation.clamps);
  const textDecoder = tokenizer.createDecoder();
  const stop = watchStopStrings(sampling.stopStrings);
  const prompt = encodePrompt(tokenizer, generation.prompt);
  const { boundaryId } = tokenizer.state;
  const recent = Array.from(prompt).filter((id) => id !== boundaryId);
  const waiting: WrittenToken[] = [];
  const emitWaiting = () => generation.emit(waiting.splice(0).map((token) => describeToken(token, tokenizer)));
  const yieldToEventLoop = createTimeSlices(generation, {
    isEmpty: () => waiting.length === 0,
    flush: emitWaiting,
  });
  let start = 0;
  let written = 0;

  async function write(): Promise<GenerationEnd> {
    let logits = await decoder.prime(prompt, { signal, yieldToEventLoop });
    start = clock();
    for (let position = 0; position < generation.length; position++) {
      if (logits === null) return 'cancelled';
      await yieldToEventLoop();
      if (signal.aborted) return 'cancelled';
      hideUnknownToken(logits, tokenizer.state);
      const id = chooseToken(logits, sampling, recent, uniformAt(sampling.seed, 0, position));
      if (id === boundaryId) return 'document';
      const text = textDecoder.push(id);
      waiting.push({ id, text, logits });
      recent.push(id);
      written++;
      if (stop.push(text)) return 'stop-string';
      if (written < generation.length) logits = await decoder.step(Int32Array.of(id));
    }
    return 'length';
  }

  try {
    const end = await write();
    if (waiting.length > 0) emitWaiting();
    const seconds = Math.max(1, clock() - start) / 1000;
    return { end, tokensPerSecond: written / seconds, unknown: unknownPieces(tokenizer, generation.prompt) };
  } finally {
    decoder.dispose();
  }
}

/** A token and what it was chosen from. */
interface WrittenToken {
  id: number;
  text: string;
  logits: Float32Array | Float64Array;
}

/**
 * Describing many tokens at once takes half as long as each by itself: reading a large network's weights in between would drive
 * code and data out of the caches.
 */
function describeToken({ id, text, logits }: WrittenToken, tokenizer: Tokenizer): GeneratedToken {
  const { probability, alternatives } = scoreToken(logits, id, ALTERNATIVES);
  return {
    id,
    text,
    probability,
    alternatives: alternatives
      .filter((alternative) => alternative.id !== tokenizer.state.unknownId)
      .map(({ id, probability }) => {
        const alternative = { id, probability, text: tokenizer.tokenText(id) };
        return id === tokenizer.state.boundaryId ? { ...alternative, endsDocument: true } : alternative;
      }),
  };
}
