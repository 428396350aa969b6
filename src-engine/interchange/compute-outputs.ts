import type { Model } from '../models/model.ts';
import type { ParityInput } from '../spec/parity-spec.ts';
import { taskFacts } from '../tasks/facts.ts';

/** The model's outputs for a batch, from states of 0: batch-major, (B, T, O) where each step has an output, else (B, O). Throws OutOfMemoryError. */
export async function computeOutputs(model: Model, input: ParityInput): Promise<Float64Array> {
  const { batch, steps, ids, features, lengths } = input;
  const pass = model.createPass({ batch, steps, training: false });
  try {
    if (ids !== null) pass.setIds(swapOuterAxes(ids, batch, steps), lengths);
    if (features !== null) pass.setFeatures(swapOuterAxes(features, batch, steps), lengths);
    pass.forward({ seed: 0, step: 0 });
    const output = Float64Array.from(await model.backend.read(pass.output));
    return taskFacts[model.spec.task].outputsPer === 'step' ? swapOuterAxes(output, steps, batch) : output;
  } finally {
    pass.dispose();
  }
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
