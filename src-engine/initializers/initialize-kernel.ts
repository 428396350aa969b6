import type { RandomStream } from '../random/stream.ts';
import type { Initializer } from '../spec/model-spec.ts';
import { randomOrthogonal } from './random-orthogonal.ts';

/** A kernel (rows, gates·units); a dense kernel or an embedding has one gate. */
export interface KernelShape {
  rows: number;
  units: number;
  gates: number;
}

/**
 * The initial values (rows, gates·units) of a kernel, row-major.
 *
 * Every gate is a matrix (rows, units) of its own: its fans are `rows` and `units`, and `orthogonal` makes each gate's block
 * orthogonal, so that h keeps its length on its way into every gate. Keras takes the whole kernel instead: its Xavier limit is
 * smaller for G gates, and its orthogonal recurrent kernel has orthonormal rows over all gates together.
 *
 * xavier: Glorot & Bengio 2010, variance 2/(fan in + fan out). he: He et al. 2015, variance 2/fan in. uniform: ±0.05.
 * Normal deviates are not truncated.
 */
export function initializeKernel(initializer: Initializer, shape: KernelShape, stream: RandomStream): Float64Array {
  const { rows, units, gates } = shape;
  const kernel = new Float64Array(rows * gates * units);
  for (let gate = 0; gate < gates; gate++) {
    const block = drawBlock(initializer, rows, units, stream);
    for (let row = 0; row < rows; row++) {
      kernel.set(block.subarray(row * units, (row + 1) * units), (row * gates + gate) * units);
    }
  }
  return kernel;
}

/** One gate's (rows, units). */
function drawBlock(initializer: Initializer, rows: number, units: number, stream: RandomStream): Float64Array {
  const uniform = (limit: number): Float64Array =>
    new Float64Array(rows * units).map(() => limit * (2 * stream.uniform() - 1));
  const normal = (deviation: number): Float64Array =>
    new Float64Array(rows * units).map(() => deviation * stream.normal());
  switch (initializer) {
    case 'xavier_uniform':
      return uniform(Math.sqrt(6 / (rows + units)));
    case 'xavier_normal':
      return normal(Math.sqrt(2 / (rows + units)));
    case 'he_uniform':
      return uniform(Math.sqrt(6 / rows));
    case 'he_normal':
      return normal(Math.sqrt(2 / rows));
    case 'orthogonal':
      return randomOrthogonal(rows, units, stream);
    case 'uniform':
      return uniform(0.05);
    case 'zeros':
      return new Float64Array(rows * units);
  }
}
