import { forwardObserved } from '../../insight/observed-pass.ts';
import type { Model } from '../../models/model.ts';

export type Logits = Float32Array | Float64Array;

/** Returns the logits (V) after each token, read from the zero state on. Throws OutOfMemoryError. */
export async function logitsAlong(model: Model, ids: Int32Array): Promise<Logits[]> {
  const all = await forwardObserved(model, ids, ({ output }) => model.backend.read(output));
  if (all instanceof Int32Array) throw new Error('Logits are real numbers.');
  const size = all.length / ids.length;
  return Array.from(ids, (_, t) => all.slice(t * size, (t + 1) * size));
}
