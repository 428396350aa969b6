import { initializeKernel } from '../initializers/initialize-kernel.ts';
import { createStream } from '../random/stream.ts';
import { elementCount } from './parameter-specs.ts';
import type { ParameterSpec } from './parameter-specs.ts';

/** A parameter's values at the beginning: a function of the seed and the parameter's name. */
export function initialValues({ name, shape, role, initializer, gates, forgetBias }: ParameterSpec, seed: number) {
  if (role === 'bias') return initialBias(shape, forgetBias);
  if (role === 'scale') return new Float64Array(elementCount(shape)).fill(1);
  // A vector is a kernel of one column.
  const [rows, columns = 1] = shape;
  return initializeKernel(
    initializer,
    { rows, units: columns / gates, gates },
    createStream(seed, `initialize/${name}`, 0),
  );
}

/** Zeros, and in the forget gate's quarter of an LSTM's bias (4H), order i f c̃ o, the forget bias (Jozefowicz et al. 2015). */
function initialBias(shape: readonly number[], forgetBias: number): Float64Array {
  const size = elementCount(shape);
  return forgetBias === 0 ? new Float64Array(size) : new Float64Array(size).fill(forgetBias, size / 4, size / 2);
}
