import type { Model } from '../models/model.ts';
import type { GenerationEnd, SamplingSpec } from '../spec/generation-spec.ts';
import type { Tokenizer } from '../text/tokenizer.ts';
import { createDecoder } from './decoder.ts';
import { uniformAt } from './draw.ts';
import { hideUnknownToken } from './hide-unknown-token.ts';
import { sampleToken } from './sample-token.ts';
import { watchStopStrings } from './stop-strings.ts';

export interface ManyGenerations {
  model: Model;
  tokenizer: Tokenizer;
  prompt: string;
  /** How many continuations of the prompt are written side by side, in one batch. */
  count: number;
  /** Tokens of each, at most. */
  length: number;
  sampling: SamplingSpec;
  /** Asked before every token; all end as cancelled if it says no. */
  goOn: () => Promise<boolean>;
}

export interface Continuation {
  ids: number[];
  text: string;
  end: GenerationEnd;
}

/**
 * Writes many continuations of one prompt at once. The first is what `generate` writes with the same settings, and none of them
 * depends on `count`. Throws as `generate` does.
 */
export async function generateMany(options: ManyGenerations): Promise<Continuation[]> {
  const { tokenizer, sampling, count } = options;
  const decoder = createDecoder(options.model, count);
  const prompt = tokenizer.encode(options.prompt);
  const lanes = Array.from({ length: count }, () => ({
    ids: [] as number[],
    text: '',
    end: null as GenerationEnd | null,
    textDecoder: tokenizer.createDecoder(),
    stop: watchStopStrings(sampling.stopStrings),
  }));

  function writeToken(lane: number, position: number, logits: Float32Array | Float64Array): void {
    const { ids, textDecoder, stop } = lanes[lane];
    hideUnknownToken(logits, tokenizer.state);
    const { id } = sampleToken(logits, sampling, [...prompt, ...ids], uniformAt(sampling.seed, lane, position));
    const text = textDecoder.push(id);
    ids.push(id);
    lanes[lane].text += text;
    if (stop.push(text)) lanes[lane].end = 'stop-string';
  }

  async function write(): Promise<GenerationEnd> {
    let logits = await decoder.prime(prompt, options.goOn);
    for (let position = 0; position < options.length; position++) {
      if (logits === null || !(await options.goOn())) return 'cancelled';
      const size = logits.length / count;
      for (let lane = 0; lane < count; lane++) {
        if (lanes[lane].end === null) writeToken(lane, position, logits.subarray(lane * size, (lane + 1) * size));
      }
      if (lanes.every(({ end }) => end !== null)) break;
      // A lane that has ended reads its last token again; nobody looks at what it would say.
      logits = await decoder.step(Int32Array.from(lanes, ({ ids }) => ids[ids.length - 1]));
    }
    return 'length';
  }

  try {
    const end = await write();
    return lanes.map((lane) => ({ ids: lane.ids, text: lane.text, end: lane.end ?? end }));
  } finally {
    decoder.dispose();
  }
}
