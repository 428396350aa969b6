import type { Model } from '../models/model.ts';
import type { ParityInput } from '../spec/parity-spec.ts';
import type { Preparation } from '../spec/preparation-spec.ts';
import { taskFacts } from '../tasks/facts.ts';
import { numberGraph } from './numbers/network-numbers.ts';
import { runNumberGraph } from './numbers/run-number-graph.ts';

/**
 * Resolves with the model's outputs for a batch that begins from states of 0, batch-major. Where each step has an
 * output they are (B, T, O), with zeros for the steps after the end of a sequence; otherwise they are (B, O). A model that
 * reads a table is given `numbers`, and `preparation`; a forecaster's outputs are those of its graph, one after the other, in
 * the units of the table. Throws OutOfMemoryError.
 */
export async function computeOutputs(
  model: Model,
  input: ParityInput,
  preparation?: Preparation,
): Promise<Float64Array> {
  return input.numbers === undefined
    ? computeNetwork(model, input)
    : computePrepared(model, input, { numbers: input.numbers, preparation });
}

/** The outputs of all that is around the network, one after the other; those of the network where there is nothing after it. */
async function computePrepared(
  model: Model,
  input: ParityInput,
  { numbers, preparation }: Required<Pick<ParityInput, 'numbers'>> & { preparation: Preparation | undefined },
): Promise<Float64Array> {
  const graph = numberGraph({ model: model.spec, preparation });
  if (graph === null) throw new Error('The model reads no table.');
  let read: Float64Array = new Float64Array();
  const outputs = await runNumberGraph(graph, numbers ?? {}, async ({ shape, values }) => {
    const [batch, steps] = shape;
    const features = Float32Array.from(values);
    read = await computeNetwork(model, { ...input, batch, steps, features });
    return { shape: [batch, read.length / batch], values: read };
  });
  const told = Object.values(outputs).map(({ values }) => [...values]);
  return told.length === 0 ? read : Float64Array.from(told.flat());
}

async function computeNetwork(model: Model, input: ParityInput): Promise<Float64Array> {
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
