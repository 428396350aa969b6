import { cellFacts } from '../cells/index.ts';
import type { Model, RecurrentLoop } from '../models/model.ts';
import { EngineError } from '../spec/engine-error.ts';
import type { CellSteps } from '../spec/insight-spec.ts';
import { variablePlace } from './loop-variables.ts';
import { forwardObserved, type ReadSequence } from './observed-pass.ts';
import { withTensors } from './with-tensors.ts';

/**
 * Returns the numbers that one unit of a recurrent layer computes with while the model reads a sequence from the zero state on,
 * without dropout: the sums that its gates squeeze, and its states before and after each step. Throws EngineError `invalid-data` for a
 * loop or a unit that the model does not have, and OutOfMemoryError.
 */
export async function readCellSteps(
  model: Model,
  sequence: ReadSequence,
  { loop: name, unit }: { loop: string; unit: number },
): Promise<CellSteps> {
  return forwardObserved(model, sequence, async (pass) => {
    const loop = pass.loops.find((each) => each.name === name);
    if (loop === undefined || unit >= loop.spec.units) throw noSuchUnit(name);
    return { columns: await readColumns(model, loop, unit), ...(await readValues(model, loop, unit)) };
  });
}

/** Values of H units after each step, (T·B, H) with B = 1. */
type Rows = ArrayLike<number>;

async function readColumns(model: Model, loop: RecurrentLoop, unit: number): Promise<CellSteps['columns']> {
  const { backend } = model;
  const { columns, recurrentKernel } = cellFacts(loop.spec.type);
  const { units } = loop.spec;
  const width = columns.length * units;
  const hidden = await backend.read(loop.states['h']);
  const steps = hidden.length / units;
  const projected = await withTensors(backend, async (tensor) => {
    const out = tensor([steps, width]);
    loop.projectInput(out);
    return backend.read(out);
  });
  const parameter = async (part: string): Promise<Rows | null> => {
    const found = model.parameters.find((each) => each.name === `${loop.name}.${part}`);
    return found === undefined ? null : backend.read(found.value);
  };
  const [bias, kernel] = [await parameter('bias'), await parameter('recurrent')];
  // A second row of biases is added to the recurrent product.
  const hasRecurrentBias = bias !== null && bias.length === 2 * width;
  const before = previousSteps(steps, loop.reverse);
  return columns.map((variable, column) => {
    const at = column * units + unit;
    const ownBias = bias?.[at] ?? 0;
    const weights =
      kernel === null ? [] : unitWeights(kernel, { recurrentKernel, column, columns: columns.length, units, unit });
    return {
      variable,
      input: Float64Array.from({ length: steps }, (_, step) => Number(projected[step * width + at]) - ownBias),
      recurrent: Float64Array.from(before, (step) => (step === null ? 0 : product(hidden, step * units, weights))),
      bias: ownBias,
      recurrentBias: hasRecurrentBias ? bias[width + at] : null,
    };
  });
}

interface KernelPlace {
  recurrentKernel: 'full' | 'heads' | 'none';
  column: number;
  columns: number;
  units: number;
  unit: number;
}

/** Returns the weights by which the units of h reach one unit's column, with the number of each unit: a column of R. */
function unitWeights(kernel: Rows, { column, columns, units, unit }: KernelPlace): { from: number; weight: number }[] {
  // A kernel in heads is (heads, D, G·D): its size is a heads-th of (H, G·H), and each head sees its own units alone.
  const heads = (units * columns * units) / kernel.length;
  const size = units / heads;
  const head = Math.floor(unit / size);
  return Array.from({ length: size }, (_, row) => ({
    from: head * size + row,
    weight: kernel[((head * size + row) * columns + column) * size + (unit % size)],
  }));
}

function product(hidden: Rows, first: number, weights: readonly { from: number; weight: number }[]): number {
  return weights.reduce((sum, { from, weight }) => sum + hidden[first + from] * weight, 0);
}

async function readValues(
  model: Model,
  loop: RecurrentLoop,
  unit: number,
): Promise<Pick<CellSteps, 'states' | 'variables'>> {
  const { backend } = model;
  const facts = cellFacts(loop.spec.type);
  const { units } = loop.spec;
  const ofUnit = (rows: Rows, width: number, column: number) =>
    Float64Array.from({ length: rows.length / width }, (_, step) => rows[step * width + column + unit]);
  const states: CellSteps['states'] = [];
  for (const { name } of facts.states) {
    const after = ofUnit(await backend.read(loop.states[name]), units, 0);
    const before = previousSteps(after.length, loop.reverse);
    states.push({ name, before: Float64Array.from(before, (step) => (step === null ? 0 : after[step])), after });
  }
  const steps = states[0].after.length;
  const variables: CellSteps['variables'] = [];
  for (const { name } of facts.variables) {
    const { from, column } = variablePlace(loop, name);
    variables.push({ variable: name, values: ofUnit(await backend.read(from), from.size / steps, column) });
  }
  return { states, variables };
}

/** Returns the step that each step goes on from; null where the sequence begins, at its end where time runs backward. */
function previousSteps(steps: number, reverse: boolean): (number | null)[] {
  return Array.from({ length: steps }, (_, step) => {
    const before = reverse ? step + 1 : step - 1;
    return before < 0 || before >= steps ? null : before;
  });
}

function noSuchUnit(layer: string): EngineError {
  const message = `Layer ${layer} has no such unit. Choose another one.`;
  return new EngineError('invalid-data', message, { reason: 'no-such-unit', layer });
}
