/**
 * The types of what a kernel is given, one for each type that its AssemblyScript names, so that an argument that stands in another's
 * place does not compile.
 */
declare const meaning: unique symbol;

/** A place in linear memory, a multiple of 4; 0 stands for none. */
export type Address = number & { readonly [meaning]: 'address' };
/** The distance from one row of a matrix to the next, in bytes. */
export type Bytes = number & { readonly [meaning]: 'bytes' };
export type Float = number & { readonly [meaning]: 'float' };
/** One of the codes of assembly/activations.ts. */
export type ActivationCode = number & { readonly [meaning]: 'activation' };
/**
 * A count, or a word of random bits: any number that is none of the above.
 * @public for build/kernel-calls.ts
 */
export type Integer = number & { readonly [meaning]?: never };

/** Returns the address that many bytes after another. */
export function addressAfter(address: Address, bytes: number): Address {
  return (address + bytes) as Address;
}

export const NOWHERE = 0 as Address;
export const NO_BYTES = 0 as Bytes;

/** Returns the distance between rows of that many elements. */
export function strideOf(columns: number): Bytes {
  return (4 * columns) as Bytes;
}

export function float(value: number): Float {
  return value as Float;
}
