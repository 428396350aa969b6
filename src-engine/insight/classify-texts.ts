import type { Model } from '../models/model.ts';
import type { Interruptible } from '../spec/interruptible.ts';

/** The number of texts that share one allocation. */
const TEXTS_AT_ONCE = 64;

/**
 * Probabilities (texts, classes) of a classifier's classes for texts given by their token ids; null where it was aborted. Throws
 * OutOfMemoryError.
 */
export async function classifyTexts(
  model: Model,
  texts: readonly Int32Array[],
  { signal, yieldToEventLoop }: Interruptible,
): Promise<Float32Array | null> {
  const parts: Float32Array[] = [];
  for (let first = 0; first < texts.length; first += TEXTS_AT_ONCE) {
    await yieldToEventLoop();
    if (signal.aborted) return null;
    parts.push(await classifyTogether(model, texts.slice(first, first + TEXTS_AT_ONCE)));
  }
  return concatenate(parts);
}

async function classifyTogether(model: Model, texts: readonly Int32Array[]): Promise<Float32Array> {
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
    return softmaxRows(await model.backend.read(pass.output), batch);
  } finally {
    pass.dispose();
  }
}

function concatenate(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let filled = 0;
  for (const part of parts) {
    whole.set(part, filled);
    filled += part.length;
  }
  return whole;
}

function softmaxRows(logits: Float32Array | Float64Array | Int32Array, rows: number): Float32Array {
  const size = logits.length / rows;
  const probabilities = new Float32Array(logits.length);
  for (let row = 0; row < rows; row++) {
    const ofRow = Array.from(logits.subarray(row * size, (row + 1) * size));
    const max = Math.max(...ofRow);
    const weights = ofRow.map((logit) => Math.exp(logit - max));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    probabilities.set(
      weights.map((weight) => weight / sum),
      row * size,
    );
  }
  return probabilities;
}
