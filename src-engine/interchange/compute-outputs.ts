import type { Model } from '../models/model.ts';
import type { ParityInput } from '../spec/parity-spec.ts';
import { taskFacts } from '../tasks/facts.ts';

/**
 * Resolves with the model's outputs for a batch that begins from states of 0, batch-major. Where each step has an
 * output they are (B, T, O), with zeros for the steps after the end of a sequence; otherwise they are (B, O). Throws
 * OutOfMemoryError.
 */
export async function computeOutputs(model: Model, input: ParityInput): Promise<Float64Array> {
  const { batch, steps, ids, features, lengths } = input;
  const pass = model.createPass({ batch, steps, training: false });
  try {
    if (ids !== null) pass.setIds(swapOuterAxes(ids, batch, steps), lengths);
    if (features !== null) pass.setFeatures(swapOuterAxes(features, batch, steps), lengths);
    pass.forward({ seed: 0, step: 0 });
    const output = Float64Array.from(await model.backend.read(pass.output));
    if (taskFacts[model.spec.task].outputsPer !== 'step') return output;
    return withoutPadding(swapOuterAxes(output, steps, batch), input);
  } finally {
    pass.dispose();
  }
}

/**
 * Sets the outputs after the end of each sequence in (B, T, O) to 0, since they have no meaning and differ from program
 * to program.
 */
export function withoutPadding<T extends Float32Array | Float64Array>(
  outputs: T,
  { batch, steps, lengths }: Pick<ParityInput, 'batch' | 'steps' | 'lengths'>,
): T {
  if (lengths === null) return outputs;
  const width = outputs.length / (batch * steps);
  const kept = outputs.slice() as T;
  lengths.forEach((length, row) => kept.fill(0, (row * steps + length) * width, (row + 1) * steps * width));
  return kept;
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
