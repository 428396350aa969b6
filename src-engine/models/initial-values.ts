import { initializeKernel } from '../initializers/initialize-kernel.ts';
import { createStream } from '../random/stream.ts';
import { elementCount } from './parameter-specs.ts';
import type { ParameterSpec } from './parameter-specs.ts';

/** A parameter's values at the beginning: a function of the seed and the parameter's name. */
export function initialValues({ name, shape, role, initializer, gates, values }: ParameterSpec, seed: number) {
  if (values !== null) return values();
  if (role === 'bias') return new Float64Array(elementCount(shape));
  if (role === 'scale') return new Float64Array(elementCount(shape)).fill(1);
  // A vector is a kernel of one column.
  const [rows, columns = 1] = shape;
  return initializeKernel(
    initializer,
    { rows, units: columns / gates, gates },
    createStream(seed, `initialize/${name}`, 0),
  );
}
