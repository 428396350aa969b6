import type { Backend } from '../backends/backend.ts';
import { cellFacts } from '../cells/index.ts';
import type { CellVariable } from '../cells/index.ts';
import type { Model, RecurrentLoop } from '../models/model.ts';
import type { LoopActivations } from '../spec/insight-spec.ts';
import { variablePlace } from './loop-variables.ts';
import { forwardObserved, type ReadSequence } from './observed-pass.ts';

/**
 * Gates after their activations, cell and hidden states of all recurrent layers while the model reads a sequence from the zero state
 * on, without dropout. Throws OutOfMemoryError.
 */
export function readActivations(model: Model, sequence: ReadSequence): Promise<LoopActivations[]> {
  return forwardObserved(model, sequence, ({ loops }) =>
    Promise.all(loops.map((loop) => readLoop(model.backend, loop))),
  );
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
