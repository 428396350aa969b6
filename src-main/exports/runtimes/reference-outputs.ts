import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import type { TrainedModel } from '../../../src-engine/interchange/trained-model.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import type { Model } from '../../../src-engine/models/model.ts';
import type { ParityInput } from './parity-input.ts';

/**
 * What an exported model has to give: the studio's own outputs in float64, in the shapes of `RuntimeOutputs`. For an export with fewer
 * bits, pass the model of `withStoredPrecision`.
 */
export async function referenceOutputs(trained: TrainedModel, inputs: readonly ParityInput[]): Promise<Float64Array[]> {
  const backend = createReferenceBackend();
  try {
    const model = createModel(backend, trained.model);
    for (const { name, value } of model.parameters) {
      const tensor = trained.parameters.get(name);
      if (tensor === undefined) throw new Error(`The model has no values for its parameter ${name}.`);
      backend.write(value, tensor.values);
    }
    const outputs: Float64Array[] = [];
    for (const input of inputs) outputs.push(await computeOutputs(model, input));
    return outputs;
  } finally {
    backend.dispose();
  }
}

async function computeOutputs(model: Model, input: ParityInput): Promise<Float64Array> {
  const { batch, steps, ids, features, lengths } = input;
  const pass = model.createPass({ batch, steps, training: false });
  if (ids !== null) pass.setIds(swapOuterAxes(ids, batch, steps), lengths);
  if (features !== null) pass.setFeatures(swapOuterAxes(features, batch, steps), lengths);
  pass.forward({ seed: 0, step: 0 });
  const output = Float64Array.from(await model.backend.read(pass.output));
  pass.dispose();
  return model.spec.task === 'language-model' ? swapOuterAxes(output, steps, batch) : output;
}

/** (rows, columns, width) to (columns, rows, width): passes are time-major. */
function swapOuterAxes<T extends Int32Array | Float32Array | Float64Array>(
  values: T,
  rows: number,
  columns: number,
): T {
  const width = values.length / (rows * columns);
  const swapped = values.slice() as T;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const from = (row * columns + column) * width;
      swapped.set(values.subarray(from, from + width), (column * rows + row) * width);
    }
  }
  return swapped;
}
