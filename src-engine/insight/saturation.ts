import type { Backend, Tensor } from '../backends/backend.ts';
import type { Pass, RecurrentLoop } from '../models/model.ts';
import type { BoundedActivation, CellVariable, Saturation } from '../spec/insight-spec.ts';
import type { RecurrentLayerSpec } from '../spec/model-spec.ts';
import { gateVariables } from './cell-variables.ts';
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
  return withTensors(backend, (tensor) => {
    const measured = pass.loops.flatMap((loop) => {
      const { units, type } = loop.spec;
      const from = activationsOf(loop);
      const x = tensor(loop.hidden.shape);
      return gateVariables(type).map((variable, gate) => {
        const activation = activationOf(loop.spec, variable);
        const { min, max } = ranges[activation];
        const counts = tensor([BINS], 'int32');
        backend.copyColumns({ from, to: x, fromColumn: gate * units, toColumn: 0, columns: units, accumulate: false });
        hidePadding(backend, pass, x, units);
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

/** (T·B, G·H). */
function activationsOf({ name, spec, gates, hidden }: RecurrentLoop): Tensor {
  if (spec.type === 'simple_rnn') return hidden;
  if (gates === null) throw new Error(`This pass does not keep the gates of layer ${name}.`);
  return gates;
}

function activationOf(spec: RecurrentLayerSpec, variable: CellVariable): BoundedActivation {
  return spec.type === 'simple_rnn' || variable === 'candidate' ? spec.activation : spec.recurrentActivation;
}

/** A histogram counts no NaN. */
function hidePadding(backend: Backend, { lengths, shape: { batch, steps } }: Pass, rows: Tensor, units: number): void {
  if (lengths === null) return;
  for (let row = 0; row < steps * batch; row++) {
    if (Math.floor(row / batch) >= lengths[row % batch]) backend.fill(backend.view(rows, row * units, [units]), NaN);
  }
}

function saturatedShares(counts: Int32Array, activation: BoundedActivation): { low: number; high: number } {
  const { lowBins, highBins } = ranges[activation];
  const sum = (bins: Int32Array): number => bins.reduce((total, count) => total + count, 0);
  const all = sum(counts);
  return { low: sum(counts.subarray(0, lowBins)) / all, high: sum(counts.subarray(BINS - highBins)) / all };
}
