import type { Backend } from '../backends/backend.ts';
import { cellFacts } from '../cells/index.ts';
import type { Pass } from '../models/model.ts';
import type { BoundedActivation, CellVariable, Saturation } from '../spec/insight-spec.ts';
import type { RecurrentLayerSpec } from '../spec/model-spec.ts';
import { variablePlace } from './loop-variables.ts';
import { withTensors } from './with-tensors.ts';

const BINS = 40;
/** Less than this is a relu's zero. */
const ZERO = 1e-6;
const sigmoidRange = { min: 0, max: 1, lowBins: 4, highBins: 4 };
const tanhRange = { min: -1, max: 1, lowBins: 2, highBins: 2 };

/** `lowBins`, `highBins`: how many bins at either end are saturated. */
const ranges: Record<BoundedActivation, typeof sigmoidRange> = {
  sigmoid: sigmoidRange,
  hard_sigmoid: sigmoidRange,
  tanh: tanhRange,
  softsign: tanhRange,
  relu: { min: ZERO - 0.1, max: ZERO + 3.9, lowBins: 1, highBins: 0 },
};

/**
 * Looks at what the last `forward` of a training or observed pass left, and must be called before `backward`; it has seen all it
 * needs when it returns its promise. Throws OutOfMemoryError.
 */
export function measureSaturation(backend: Backend, pass: Pass): Promise<Saturation[]> {
  const rows = paddedRows(pass);
  return withTensors(backend, (tensor) => {
    const padding = rows && tensor([rows.length], 'int32');
    if (rows !== null && padding !== null) backend.write(padding, rows);
    const measured = pass.loops.flatMap((loop) => {
      const { units } = loop.spec;
      const x = tensor(loop.states['h'].shape);
      return boundedVariables(loop.spec).map(({ variable, activation }) => {
        const { from, column } = variablePlace(loop, variable);
        const { min, max } = ranges[activation];
        const counts = tensor([BINS], 'int32');
        backend.copyColumns({ from, to: x, fromColumn: column, toColumn: 0, columns: units, accumulate: false });
        // A histogram counts no NaN.
        if (padding !== null) backend.fillRows({ x, rows: padding, value: NaN });
        backend.histogram({ x, counts, min, max });
        return { loop: loop.name, variable, activation, counts, min, max };
      });
    });
    return Promise.all(
      measured.map(async (each) => {
        const counts = Int32Array.from(await backend.read(each.counts));
        return { ...each, counts, ...saturatedShares(counts, each.activation) };
      }),
    );
  });
}

/** Returns the variables that have an activation, each with that activation. */
function boundedVariables(spec: RecurrentLayerSpec): { variable: CellVariable; activation: BoundedActivation }[] {
  const options: Readonly<Record<string, unknown>> = { ...spec };
  return cellFacts(spec.type).variables.flatMap(({ name, activation }) => {
    if (activation === null) return [];
    const bound = 'fixed' in activation ? activation.fixed : options[activation.field];
    return isBounded(bound) ? [{ variable: name, activation: bound }] : [];
  });
}

const isBounded = (activation: unknown): activation is BoundedActivation =>
  typeof activation === 'string' && activation in ranges;

/** Returns the places of padding among the rows (T·B), −1 for all others; null when there is none. */
function paddedRows({ lengths, shape: { batch, steps } }: Pass): Int32Array | null {
  if (lengths === null) return null;
  return Int32Array.from({ length: steps * batch }, (_, row) =>
    Math.floor(row / batch) >= lengths[row % batch] ? row : -1,
  );
}

function saturatedShares(counts: Int32Array, activation: BoundedActivation): { low: number; high: number } {
  const { lowBins, highBins } = ranges[activation];
  const sum = (bins: Int32Array): number => bins.reduce((total, count) => total + count, 0);
  const all = sum(counts);
  return { low: sum(counts.subarray(0, lowBins)) / all, high: sum(counts.subarray(BINS - highBins)) / all };
}
