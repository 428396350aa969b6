import type { Model } from '../../models/model.ts';
import type { BatchSource } from '../../training/batch-source.ts';
import { evaluate } from '../../training/evaluate.ts';
import { createPassSet } from '../../training/pass-set.ts';
import { unhurried } from '../unhurried.ts';

/** Makes a function that measures the mean loss of the model, as it is then, on a source: in nats for each target. Throws OutOfMemoryError. */
export function lossMeter(model: Model, source: BatchSource): () => Promise<number> {
  const { backend } = model;
  const passes = createPassSet(model, source, { training: false, classWeights: null });
  const metrics = backend.tensor([3]);
  return async () => {
    const evaluation = await evaluate(backend, source, passes, metrics, null, unhurried);
    if (evaluation === null) throw new Error('Nobody ends this measurement before it is done.');
    return evaluation.loss;
  };
}
