import type { Backend } from '../backends/backend.ts';
import { cellFacts } from '../cells/index.ts';
import type { CellVariable } from '../cells/index.ts';
import type { Model, RecurrentLoop } from '../models/model.ts';
import type { LoopActivations } from '../spec/insight-spec.ts';
import { variablePlace } from './loop-variables.ts';

/** A sequence that a model reads: the ids of tokens, or (steps, width) numbers. */
export type ReadSequence = Int32Array | ReadNumbers;

export interface ReadNumbers {
  steps: number;
  features: Float32Array;
}

/**
 * Gates after their activations, cell and hidden states of all recurrent layers while the model reads a sequence from the zero state
 * on, without dropout. Throws OutOfMemoryError.
 */
export async function readActivations(model: Model, sequence: ReadSequence): Promise<LoopActivations[]> {
  const steps = sequence instanceof Int32Array ? sequence.length : sequence.steps;
  const pass = model.createPass({ batch: 1, steps, training: false, observed: true });
  try {
    if (sequence instanceof Int32Array) pass.setIds(sequence, null);
    else pass.setFeatures(sequence.features, null);
    pass.forward({ seed: 0, step: 0 });
    return await Promise.all(pass.loops.map((loop) => readLoop(model.backend, loop)));
  } finally {
    pass.dispose();
  }
}

async function readLoop(backend: Backend, loop: RecurrentLoop): Promise<LoopActivations> {
  const { units, type } = loop.spec;
  const variables = cellFacts(type).variables.map(async ({ name }) => ({
    variable: name,
    values: await readVariable(backend, loop, name),
  }));
  return { loop: loop.name, units, variables: await Promise.all(variables) };
}

/** (T, H). */
async function readVariable(backend: Backend, loop: RecurrentLoop, variable: CellVariable): Promise<Float32Array> {
  const { from, column } = variablePlace(loop, variable);
  const { units } = loop.spec;
  const rowCount = loop.states['h'].size / units;
  const width = from.size / rowCount;
  const rows = await backend.read(from);
  const values = new Float32Array(rowCount * units);
  for (let row = 0; row < rowCount; row++) {
    const first = row * width + column;
    values.set(rows.subarray(first, first + units), row * units);
  }
  return values;
}
