import { elementCount, parameterSpecs } from '../../models/parameter-specs.ts';
import type { ParameterSpec } from '../../models/parameter-specs.ts';
import type { ModelSpec } from '../../spec/model-spec.ts';
import { quantizeWeights, restoreWeights, scaleAxis, scaleCount, staysFloat32 } from '../quantize-weights.ts';
import type { StoredTensor } from '../quantize-weights.ts';
import type { TrainedModel, WeightPrecision } from '../trained-model.ts';

/** A page's description of its network, as JSON. The bytes of the weights follow elsewhere, in the order of `parameterSpecs`. */
export interface NetworkDescription extends Omit<TrainedModel, 'parameters'> {
  precision: WeightPrecision;
}

type Stored = Pick<ParameterSpec, 'shape' | 'role'>;

const isInt8 = (spec: Stored, precision: WeightPrecision) => precision === 'int8' && !staysFloat32(spec);
const isFloat16 = (spec: Stored, precision: WeightPrecision) => precision === 'float16' && !staysFloat32(spec);

/** Bytes that `packTensor` makes of a parameter. */
export function packedBytes({ shape, role }: Stored, precision: WeightPrecision): number {
  const count = elementCount(shape);
  if (isInt8({ shape, role }, precision)) return 4 * scaleCount(shape, scaleAxis(role)) + count;
  return (isFloat16({ shape, role }, precision) ? 2 : 4) * count;
}

/** Bytes that the weights of a network take with that precision. */
export function packedWeightBytes(model: ModelSpec, precision: WeightPrecision): number {
  return parameterSpecs(model).reduce((sum, spec) => sum + packedBytes(spec, precision), 0);
}

/** A parameter as `quantizeWeights` stores it, little-endian; the scales of int8 come before the values. */
export function packTensor({ parameters }: TrainedModel, spec: ParameterSpec, precision: WeightPrecision): Uint8Array {
  const tensor = parameters.get(spec.name);
  if (tensor === undefined) throw new Error(`The model has no values for its parameter ${spec.name}.`);
  const stored = quantizeWeights(tensor, spec.role, precision);
  switch (stored.precision) {
    case 'float32':
      return bytesOf(stored.values);
    case 'float16':
      return bytesOf(stored.bits);
    case 'int8': {
      const bytes = new Uint8Array(packedBytes(spec, precision));
      bytes.set(bytesOf(stored.scales));
      bytes.set(bytesOf(stored.values), stored.scales.byteLength);
      return bytes;
    }
  }
}

/** The values (row-major) that packed bytes stand for. `bytes` begin their buffer. */
export function unpackTensor(
  { shape, role }: Stored,
  precision: WeightPrecision,
  { buffer }: Uint8Array,
): Float32Array {
  const count = elementCount(shape);
  let stored: StoredTensor;
  if (isInt8({ shape, role }, precision)) {
    const channels = scaleCount(shape, scaleAxis(role));
    const scales = new Float32Array(buffer, 0, channels);
    const values = new Int8Array(buffer, scales.byteLength, count);
    stored = { precision: 'int8', shape, axis: scaleAxis(role), scales, values };
  } else if (isFloat16({ shape, role }, precision)) {
    stored = { precision: 'float16', shape, bits: new Uint16Array(buffer, 0, count) };
  } else {
    stored = { precision: 'float32', shape, values: new Float32Array(buffer, 0, count) };
  }
  return restoreWeights(stored);
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
