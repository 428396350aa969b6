import type { Model } from '../models/model.ts';
import type { Continuation, SamplingSpec } from '../spec/generation-spec.ts';
import type { AbortSignal } from '../spec/interruptible.ts';
import type { Tokenizer } from '../text/tokenizer.ts';
import { createDecoder } from './decoder.ts';
import { uniformAt } from './draw.ts';
import { encodePrompt } from './encode-prompt.ts';
import { hideUnknownToken } from './hide-unknown-token.ts';
import { sampleToken } from './sample-token.ts';
import { watchStopStrings } from './stop-strings.ts';

export interface ManyGenerations {
  model: Model;
  tokenizer: Tokenizer;
  prompt: string;
  /** The number of continuations of the prompt that are written side by side, in one batch. */
  count: number;
  /** Tokens of each, at most. */
  length: number;
  sampling: SamplingSpec;
  /** Ends with what there is when it aborts. */
  signal: AbortSignal;
  /** Awaited before every token, with what there is; others in the thread run meanwhile. */
  beforeToken: (current: () => Continuation[]) => Promise<void>;
}

/**
 * Writes many continuations of one prompt at once. The first is what `generate` writes with the same settings, and none of them
 * depends on `count`. Throws as `generate` does.
 */
export async function generateMany({
  tokenizer,
  sampling,
  count,
  signal,
  ...options
}: ManyGenerations): Promise<Continuation[]> {
  const decoder = createDecoder(options.model, count);
  const prompt = encodePrompt(tokenizer, options.prompt);
  const { boundaryId } = tokenizer.state;
  const lanes = Array.from({ length: count }, () => ({
    written: nothingWritten(),
    lastId: 0,
    /** The last tokens read, as many as the repetition penalty can look back on. */
    recent: Array.from(prompt.subarray(Math.max(0, prompt.length - sampling.repetitionWindow))).filter(
      (id) => id !== boundaryId,
    ),
    textDecoder: tokenizer.createDecoder(),
    stop: watchStopStrings(sampling.stopStrings),
  }));
  const current = () => lanes.map(({ written }) => ({ ...written }));
  const yieldToEventLoop = () => options.beforeToken(current);

  function writeToken(lane: number, position: number, logits: Float32Array | Float64Array): void {
    const { written, recent, textDecoder, stop } = lanes[lane];
    hideUnknownToken(logits, tokenizer.state);
    const choice = sampleToken(logits, sampling, recent, uniformAt(sampling.seed, lane, position));
    lanes[lane].lastId = choice.id;
    written.logProbability += choice.logProbability;
    if (choice.id === boundaryId) {
      written.end = 'document';
      return;
    }
    const text = textDecoder.push(choice.id);
    recent.push(choice.id);
    written.text += text;
    written.tokens++;
    if (stop.push(text)) written.end = 'stop-string';
    else if (written.tokens === options.length) written.end = 'length';
  }

  try {
    let logits = await decoder.prime(prompt, { signal, yieldToEventLoop });
    for (let position = 0; logits !== null; position++) {
      await yieldToEventLoop();
      if (signal.aborted) break;
      const size = logits.length / count;
      for (let lane = 0; lane < count; lane++) {
        const isOver = lanes[lane].written.end !== null;
        if (!isOver) writeToken(lane, position, logits.subarray(lane * size, (lane + 1) * size));
      }
      if (lanes.every(({ written }) => written.end !== null)) break;
      // A lane that has ended reads its last token again; nobody looks at what it would say.
      logits = await decoder.step(Int32Array.from(lanes, ({ lastId }) => lastId));
    }
    return current();
  } finally {
    decoder.dispose();
  }
}

const nothingWritten = (): Continuation => ({ text: '', tokens: 0, logProbability: 0, end: null });
