import { elementCount, parameterSpecs } from '../models/parameter-specs.ts';
import type { ParameterSpec } from '../models/parameter-specs.ts';
import type { ParameterTensor, TrainedModel, WeightPrecision } from './trained-model.ts';

/** A parameter as a file keeps it, in the engine's layout. */
export type StoredTensor = { shape: readonly number[] } & (
  | { precision: 'float32'; values: Float32Array }
  /** IEEE 754 binary16. */
  | { precision: 'float16'; bits: Uint16Array }
  /** w[r][c] = values[r][c] · scales[c] along axis 1, · scales[r] along axis 0. A stack of matrices has scales for the columns of each. */
  | { precision: 'int8'; values: Int8Array; scales: Float32Array; axis: 0 | 1 }
);

const LARGEST_INT8 = 127;
const LARGEST_FLOAT16 = 0x7bff;

/** Tells whether a parameter is kept as float32 in every precision: biases and other vectors, which are few. */
export function staysFloat32({ shape, role }: { shape: readonly number[]; role: ParameterSpec['role'] }): boolean {
  return role === 'bias' || shape.length === 1;
}

/**
 * Stores a parameter. Matrices take the precision; vectors stay float32, since one error in them moves every step.
 * int8 is symmetric, with a scale of its own for each output of a kernel (a column, of each head's where there are heads) and for each
 * token of an embedding (a row), so that one large weight does not make the others coarse.
 */
export function quantizeWeights(
  { shape, values }: ParameterTensor,
  role: ParameterSpec['role'],
  precision: WeightPrecision,
): StoredTensor {
  if (precision === 'float32' || staysFloat32({ shape, role })) return { precision: 'float32', shape, values };
  if (precision === 'float16') return { precision, shape, bits: toFloat16(values) };
  return { precision, shape, axis: scaleAxis(role), ...quantizeChannels(values, channelsOf(shape, scaleAxis(role))) };
}

/** Returns the axis along which a parameter of this role has its scales. */
export function scaleAxis(role: ParameterSpec['role']): 0 | 1 {
  return role === 'embedding' ? 0 : 1;
}

/** Returns the number of scales of a matrix, or a stack of matrices, of this shape. */
export function scaleCount(shape: readonly number[], axis: 0 | 1): number {
  return axis === 0 ? shape[0] : elementCount(shape) / shape[shape.length - 2];
}

/** Returns the numbers that a stored parameter stands for, which every program that loads the file computes with. */
export function restoreWeights(stored: StoredTensor): Float32Array {
  switch (stored.precision) {
    case 'float32':
      return stored.values;
    case 'float16':
      return fromFloat16(stored.bits);
    case 'int8': {
      const { values, scales, axis, shape } = stored;
      const { channelOf } = channelsOf(shape, axis);
      const restored = new Float32Array(values.length);
      for (let n = 0; n < values.length; n++) restored[n] = values[n] * scales[channelOf(n)];
      return restored;
    }
  }
}

/** The model that an export with this precision holds: for measuring what the precision costs, and for checking the export. */
export function withStoredPrecision(trained: TrainedModel, precision: WeightPrecision): TrainedModel {
  const parameters = new Map<string, ParameterTensor>();
  for (const { name, role } of parameterSpecs(trained.model)) {
    const tensor = trained.parameters.get(name);
    if (tensor === undefined) throw new Error(`The model has no values for its parameter ${name}.`);
    parameters.set(name, { shape: tensor.shape, values: restoreWeights(quantizeWeights(tensor, role, precision)) });
  }
  return { ...trained, parameters };
}

/** The scales of a tensor: their number, and the index of the scale that the value at a place has. */
interface Channels {
  count: number;
  channelOf(n: number): number;
}

function channelsOf(shape: readonly number[], axis: 0 | 1): Channels {
  const [rows, columns] = shape.slice(-2);
  const count = scaleCount(shape, axis);
  if (axis === 0) return { count, channelOf: (n) => Math.floor(n / columns) };
  return { count, channelOf: (n) => Math.floor(n / (rows * columns)) * columns + (n % columns) };
}

function quantizeChannels(
  weights: Float32Array,
  { count, channelOf }: Channels,
): { values: Int8Array; scales: Float32Array } {
  const scales = new Float32Array(count);
  for (let n = 0; n < weights.length; n++) {
    const channel = channelOf(n);
    scales[channel] = Math.max(scales[channel], Math.abs(weights[n]));
  }
  // A channel of zeros has any scale; 0 would divide 0 by 0.
  scales.forEach((largest, channel) => (scales[channel] = largest / LARGEST_INT8 || 1));
  const values = new Int8Array(weights.length);
  for (let n = 0; n < weights.length; n++) {
    const level = Math.round(weights[n] / scales[channelOf(n)]);
    // The scale itself was rounded to float32, so the largest weight may come out a little above 127.
    values[n] = Math.max(-LARGEST_INT8, Math.min(LARGEST_INT8, level));
  }
  return { values, scales };
}

/** Rounds to nearest, ties to even. What is too large becomes ±65504, since one infinite weight would make every output NaN. */
export function toFloat16(values: Float32Array): Uint16Array {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const bits = new Uint16Array(words.length);
  for (let n = 0; n < words.length; n++) {
    bits[n] = ((words[n] >>> 16) & 0x8000) | magnitudeToFloat16(words[n] & 0x7fffffff);
  }
  return bits;
}

function magnitudeToFloat16(magnitude: number): number {
  if (magnitude > 0x7f800000) return 0x7e00; // NaN
  if (magnitude >= 0x38800000) {
    // 2⁻¹⁴ and above: another exponent bias, and 13 fewer bits of mantissa.
    const rounded = magnitude - 0x38000000 + 0xfff + ((magnitude >>> 13) & 1);
    return Math.min(rounded >>> 13, LARGEST_FLOAT16);
  }
  // Subnormal: a whole multiple of 2⁻²⁴.
  const shift = 126 - (magnitude >>> 23);
  if (shift > 24) return 0;
  const mantissa = (magnitude & 0x7fffff) | 0x800000;
  const floor = mantissa >>> shift;
  const rest = mantissa & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return rest > half || (rest === half && floor % 2 === 1) ? floor + 1 : floor;
}

export function fromFloat16(bits: Uint16Array): Float32Array {
  const values = new Float32Array(bits.length);
  for (let n = 0; n < bits.length; n++) values[n] = float16Value(bits[n]);
  return values;
}

function float16Value(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const mantissa = half & 0x3ff;
  if (exponent === 0x1f) return mantissa === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * mantissa * 2 ** -24 : sign * (0x400 + mantissa) * 2 ** (exponent - 25);
}
