import { elementCount } from '../../models/parameter-specs.ts';
import type { ParameterTensor } from '../trained-model.ts';
import { KerasError, textOf } from './read-keras-chain.ts';

/** Returns both extents of a matrix of the layer called `name`. Throws KerasError where it is none, or is empty. */
export function matrixExtents(name: string, { shape }: ParameterTensor): [rows: number, columns: number] {
  if (shape.length !== 2 || shape.includes(0)) throw misshapen(name);
  return [shape[0], shape[1]];
}

/** Returns the tensor of the layer called `name`. Throws KerasError where it has not this shape. */
export function ofShape(name: string, tensor: ParameterTensor, shape: number[]): ParameterTensor {
  if (tensor.shape.join() !== shape.join()) throw misshapen(name);
  return { ...tensor, shape };
}

export function filled(shape: number[], value: number): ParameterTensor {
  return { shape, values: new Float32Array(elementCount(shape)).fill(value) };
}

function misshapen(name: string): KerasError {
  return new KerasError(`is damaged: weights of ${textOf(name)} have shapes that do not fit.`);
}
