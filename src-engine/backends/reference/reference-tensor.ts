import type { Tensor, TensorType } from '../backend.ts';

/** A tensor of the reference backend: `float` elements are float64. */
export class ReferenceTensor implements Tensor {
  readonly shape: readonly number[];
  readonly size: number;
  readonly type: TensorType;
  readonly data: Float64Array | Int32Array;

  constructor(shape: readonly number[], data: Float64Array | Int32Array) {
    this.shape = shape;
    this.size = data.length;
    this.type = data instanceof Int32Array ? 'int32' : 'float';
    this.data = data;
  }
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

export function elements(tensor: Tensor): Float64Array | Int32Array {
  if (!(tensor instanceof ReferenceTensor)) throw new TypeError('The tensor belongs to another backend.');
  return tensor.data;
}

export function floats(tensor: Tensor): Float64Array {
  const data = elements(tensor);
  if (data instanceof Int32Array)
    throw new TypeError(`Expected a float tensor, got int32 (${tensor.shape.join(', ')}).`);
  return data;
}

export function integers(tensor: Tensor): Int32Array {
  const data = elements(tensor);
  if (data instanceof Float64Array)
    throw new TypeError(`Expected an int32 tensor, got float (${tensor.shape.join(', ')}).`);
  return data;
}
