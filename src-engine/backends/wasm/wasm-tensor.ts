import type { Tensor, TensorType } from '../backend.ts';
import type { Address } from './kernel-arguments.ts';

/** A tensor in linear memory; every element has four bytes. */
export class WasmTensor implements Tensor {
  readonly shape: readonly number[];
  readonly size: number;
  readonly type: TensorType;
  /** In bytes, a multiple of 4. */
  readonly address: Address;

  constructor(shape: readonly number[], type: TensorType, address: Address) {
    this.shape = shape;
    this.size = sizeOf(shape);
    this.type = type;
    this.address = address;
  }
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

export function wasmTensor(tensor: Tensor): WasmTensor {
  if (!(tensor instanceof WasmTensor)) throw new TypeError('The tensor belongs to another backend.');
  return tensor;
}

/** Returns the address of the element `offset` of a tensor; NOWHERE when there is no tensor. */
export function addressOf(tensor: Tensor | null, offset = 0): Address {
  return (tensor === null ? 0 : wasmTensor(tensor).address + 4 * offset) as Address;
}

/** The last extent of a matrix's shape. */
export function columnsOf(tensor: Tensor): number {
  return tensor.shape[tensor.shape.length - 1];
}
