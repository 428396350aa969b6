import { clampPasses } from '../insight/clamp-passes.ts';
import type { Model } from '../models/model.ts';
import type { Clamp } from '../spec/insight-spec.ts';
import type { Batch } from '../training/batch-source.ts';
import { setInput } from '../training/pass-set.ts';

/**
 * Returns the class with the highest score in every row of the output: of each sequence, or of each step of each, t·B +
 * b. Values of recurrent cells can be held meanwhile. Throws OutOfMemoryError.
 */
export async function likeliestClasses(model: Model, batch: Batch, clamps: readonly Clamp[] = []): Promise<Int32Array> {
  const pass = model.createPass({ batch: batch.batch, steps: batch.steps, training: false });
  const held = clampPasses(model.backend, [pass], clamps);
  try {
    setInput(pass, batch);
    pass.forward({ seed: 0, step: 0 });
    const scores = await model.backend.read(pass.output);
    const [rows, classes] = pass.output.shape;
    return Int32Array.from({ length: rows }, (_, row) => {
      const own = Array.from(scores.subarray(row * classes, (row + 1) * classes));
      return own.indexOf(Math.max(...own));
    });
  } finally {
    held.remove();
    pass.dispose();
  }
}

/** Returns the share of the rows with a target in which the answer is the target. */
export function shareRight(answers: Int32Array, targets: ArrayLike<number>): number {
  let [right, asked] = [0, 0];
  answers.forEach((answer, row) => {
    if (targets[row] < 0) return;
    asked++;
    if (answer === targets[row]) right++;
  });
  return right / asked;
}
