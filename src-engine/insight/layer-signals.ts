import type { Tensor } from '../backends/backend.ts';
import type { Model, Pass } from '../models/model.ts';
import type { LayerSignal, Spread } from '../spec/insight-spec.ts';
import { zeroGradients } from '../training/accumulate-gradients.ts';
import type { Batch } from '../training/batch-source.ts';
import { setInput } from '../training/pass-set.ts';
import { withTensors } from './with-tensors.ts';

/**
 * The variance of every layer's output, and of the gradient of the batch's summed loss with respect to it, from the zero state on and
 * without dropout. Initial values of the right size keep both about the same from layer to layer (Glorot & Bengio 2010, section 4.2).
 * Padding does not count, and layers that hand their input on are left out. The model has other gradients afterwards. Throws
 * OutOfMemoryError.
 */
export async function measureLayerSignals(model: Model, batch: Batch): Promise<LayerSignal[]> {
  const pass = model.createPass({ batch: batch.batch, steps: batch.steps, training: true, observed: true });
  try {
    return await withTensors(model.backend, async (tensor) => {
      const { backend } = model;
      const outputs = new Map<number, Tensor>();
      const gradients = new Map<number, Tensor>();
      const keepIn = (kept: Map<number, Tensor>) => (layer: number, seen: Tensor) => {
        const copy = tensor(seen.shape);
        backend.copy(seen, copy);
        kept.set(layer, copy);
      };
      const keepOutput = keepIn(outputs);
      let last: Tensor | null = null;
      pass.hooks.forward = (layer, output) => {
        if (output !== last) keepOutput(layer, output);
        last = output;
      };
      pass.hooks.backward = keepIn(gradients);
      zeroGradients(model, [batch]);
      setInput(pass, batch);
      pass.setResets(batch.resets ?? null);
      pass.setTargets(batch.targets);
      pass.forward({ seed: 0, step: 0 });
      pass.backward(1, tensor([3]));

      const counts = countedRows(pass, batch.resets ?? null);
      const spread = async (kept: Tensor): Promise<Spread> => spreadOf(await backend.read(kept), kept.shape, counts);
      return Promise.all(
        [...outputs].map(async ([layer, output]) => {
          const gradient = gradients.get(layer);
          return {
            layer,
            activation: await spread(output),
            gradient: gradient === undefined ? null : await spread(gradient),
          };
        }),
      );
    });
  } finally {
    pass.dispose();
  }
}

/** Tells which of the rows (T·B) are real steps, neither padding nor ends of documents. */
function countedRows({ lengths, shape: { batch, steps } }: Pass, resets: Int32Array | null): boolean[] {
  return Array.from({ length: steps * batch }, (_, row) => {
    const isPadding = lengths !== null && Math.floor(row / batch) >= lengths[row % batch];
    return !isPadding && (resets === null || resets[row] === 0);
  });
}

/** The spread of values (rows, size); rows (B) of whole sequences count all. Mean and variance after Welford 1962. */
function spreadOf(values: ArrayLike<number>, [rows]: readonly number[], counts: readonly boolean[]): Spread {
  const size = values.length / rows;
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (let n = 0; n < values.length; n++) {
    if (rows === counts.length && !counts[Math.floor(n / size)]) continue;
    count++;
    const difference = values[n] - mean;
    mean += difference / count;
    squares += difference * (values[n] - mean);
  }
  return { mean, variance: count === 0 ? 0 : squares / count };
}
