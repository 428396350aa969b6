import type { Model } from '../models/model.ts';
import { encodeSequence } from '../forecast/encode-sequence.ts';
import type { NamedNumbers, ParityInput } from '../spec/parity-spec.ts';
import type { Preparation, SequencePreparation } from '../spec/preparation-spec.ts';
import { taskFacts } from '../tasks/facts.ts';
import { forecastNames } from './numbers/forecast-names.ts';
import { forecastOutputs } from './numbers/forecast-outputs.ts';

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

/** Goes the studio's own way from rows to what is told of them. */
async function computePrepared(
  model: Model,
  input: ParityInput,
  { numbers, preparation }: { numbers: NamedNumbers; preparation: Preparation | undefined },
): Promise<Float64Array> {
  if (preparation === undefined) throw new Error('The model reads no table.');
  if (preparation.kind === 'forecast') return forecastOutputs(model, preparation, numbers);
  return computeNetwork(model, { ...input, features: encodeSequences(numbers, preparation) });
}

/** (B, T, F): what a classifier reads of sequences of rows. */
function encodeSequences(numbers: NamedNumbers, preparation: SequencePreparation): Float32Array {
  const { shape, values } = numbers[forecastNames.values];
  const [batch, rows, columns] = shape;
  const members = Array.from({ length: batch }, (_, member) => {
    const of = (column: number) =>
      Float64Array.from({ length: rows }, (__, row) => values[(member * rows + row) * columns + column]);
    return encodeSequence({ rows, values: preparation.columns.map((_column, column) => of(column)) }, preparation);
  });
  const features = new Float32Array(batch * members[0].length);
  members.forEach((member, n) => features.set(member, n * member.length));
  return features;
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
