import type { Model } from '../models/model.ts';
import type { Interruptible } from '../spec/interruptible.ts';
import { runTexts, softmaxOf } from './run-texts.ts';

/**
 * Probabilities (texts, classes) of a classifier's classes for texts given by their token ids; null where it was aborted. Throws
 * OutOfMemoryError.
 */
export async function classifyTexts(
  model: Model,
  texts: readonly Int32Array[],
  interruptible: Interruptible,
): Promise<Float32Array | null> {
  let probabilities = new Float32Array(0);
  for await (const { first, texts: together, outputs, size } of runTexts(model, texts, interruptible)) {
    if (first === 0) probabilities = new Float32Array(texts.length * size);
    together.forEach((_, b) => probabilities.set(softmaxOf(outputs, b * size, size), (first + b) * size));
  }
  return interruptible.signal.aborted ? null : probabilities;
}
