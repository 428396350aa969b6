import type { Model } from '../models/model.ts';
import type { Interruptible } from '../spec/interruptible.ts';

/** The number of texts that share one allocation. */
const TEXTS_AT_ONCE = 64;
/** Their steps together, padding included, so that the memory of long texts has a bound. */
const MOST_STEPS_AT_ONCE = 2 ** 16;

/** Texts that a model has read side by side. */
export interface RunTexts {
  /** The place of the first of these texts among all. */
  first: number;
  texts: readonly Int32Array[];
  /** (rows, size), time-major where the model has an output for each step. */
  outputs: ArrayLike<number>;
  size: number;
}

/**
 * Runs texts, given by their token ids, through a model that begins each of them from states of 0. Ends early when
 * aborted. Throws OutOfMemoryError.
 */
export async function* runTexts(
  model: Model,
  texts: readonly Int32Array[],
  { signal, yieldToEventLoop }: Interruptible,
): AsyncGenerator<RunTexts> {
  for (let first = 0; first < texts.length;) {
    await yieldToEventLoop();
    if (signal.aborted) return;
    const together = texts.slice(first, first + countTogether(texts, first));
    yield { first, texts: together, ...(await runTogether(model, together)) };
    first += together.length;
  }
}

/** Returns the number of texts from this one on that are read side by side. */
function countTogether(texts: readonly Int32Array[], first: number): number {
  let longest = 0;
  for (let count = 0; count < TEXTS_AT_ONCE; count++) {
    const text = texts.at(first + count);
    if (text === undefined) return count;
    longest = Math.max(longest, text.length);
    if (count > 0 && longest * (count + 1) > MOST_STEPS_AT_ONCE) return count;
  }
  return TEXTS_AT_ONCE;
}

async function runTogether(model: Model, texts: readonly Int32Array[]): Promise<Pick<RunTexts, 'outputs' | 'size'>> {
  const batch = texts.length;
  const steps = Math.max(1, ...texts.map(({ length }) => length));
  const ids = new Int32Array(steps * batch).fill(-1);
  texts.forEach((text, b) => text.forEach((id, t) => (ids[t * batch + b] = id)));
  const pass = model.createPass({ batch, steps, training: false });
  try {
    pass.setIds(
      ids,
      Int32Array.from(texts, ({ length }) => length),
    );
    pass.forward({ seed: 0, step: 0 });
    return { outputs: await model.backend.read(pass.output), size: pass.output.shape[1] };
  } finally {
    pass.dispose();
  }
}

/** Returns the probabilities of `size` logits from `begin` on. */
export function softmaxOf(logits: ArrayLike<number>, begin: number, size: number): Float32Array {
  const own = Array.from({ length: size }, (_, n) => logits[begin + n]);
  const max = Math.max(...own);
  const weights = own.map((logit) => Math.exp(logit - max));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return Float32Array.from(weights, (weight) => weight / sum);
}
