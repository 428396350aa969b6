import type { Model } from '../models/model.ts';
import type { Clamp } from '../spec/insight-spec.ts';
import { clampPasses } from './clamp-passes.ts';

/**
 * −ln p of each token of `ids` (T) but the first, given those before it, in nats: T − 1 values. The language model begins with the
 * zero state and reads under `clamps`. Throws as `clampPasses` does.
 */
export async function tokenLosses(model: Model, ids: Int32Array, clamps: readonly Clamp[]): Promise<Float32Array> {
  const steps = ids.length - 1;
  if (steps < 1) return new Float32Array(0);
  const pass = model.createPass({ batch: 1, steps, training: false });
  try {
    const clamped = clampPasses(model.backend, [pass], clamps);
    try {
      pass.setIds(ids.subarray(0, steps), null);
      pass.forward({ seed: 0, step: 0 });
      const logits = await model.backend.read(pass.output);
      const size = logits.length / steps;
      return Float32Array.from({ length: steps }, (_, t) =>
        negativeLogLikelihood(logits.subarray(t * size, (t + 1) * size), ids[t + 1]),
      );
    } finally {
      clamped.remove();
    }
  } finally {
    pass.dispose();
  }
}

function negativeLogLikelihood(logits: Float32Array | Float64Array | Int32Array, target: number): number {
  let max = -Infinity;
  for (const logit of logits) max = Math.max(max, logit);
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - max);
  return Math.log(sum) + max - logits[target];
}
