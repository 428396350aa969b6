import type { Model } from '../models/model.ts';
import type { Interruptible } from '../spec/interruptible.ts';

/** The number of texts that share one allocation. */
const TEXTS_AT_ONCE = 64;

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
  for (let first = 0; first < texts.length; first += TEXTS_AT_ONCE) {
    await yieldToEventLoop();
    if (signal.aborted) return;
    const together = texts.slice(first, first + TEXTS_AT_ONCE);
    yield { first, texts: together, ...(await runTogether(model, together)) };
  }
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
