import { elementCount, parameterSpecs } from '../models/parameter-specs.ts';
import type { ModelSpec } from '../spec/model-spec.ts';
import { scaleAxis, scaleCount, staysFloat32 } from './quantize-weights.ts';
import type { WeightPrecision } from './trained-model.ts';

const bytesPerWeight = { float32: 4, float16: 2, int8: 1 } as const;

/** Bytes of a model's parameters as `quantizeWeights` stores them. */
export function weightBytes(model: ModelSpec, precision: WeightPrecision): number {
  return parameterSpecs(model).reduce((sum, { role, shape }) => {
    if (staysFloat32({ role, shape })) return sum + 4 * elementCount(shape);
    const scales = precision === 'int8' ? scaleCount(shape, scaleAxis(role)) : 0;
    return sum + elementCount(shape) * bytesPerWeight[precision] + 4 * scales;
  }, 0);
}
