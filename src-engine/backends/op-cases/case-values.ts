import { createStream } from '../../random/stream.ts';
import type { CaseTensor } from './op-case.ts';

/** Draws the tensors of a case; all numbers follow from the case's name. */
export interface CaseValues {
  /** Numbers in [low, high). */
  uniform(shape: readonly number[], low?: number, high?: number): CaseTensor;
  /** Integers in [low, high). */
  integers(shape: readonly number[], low: number, high: number): CaseTensor;
  /** Numbers whose absolute value is in [low, high), either sign. */
  awayFromZero(shape: readonly number[], low: number, high: number): CaseTensor;
  /** 0 or 2, as dropout of one half gives. */
  dropout(shape: readonly number[]): CaseTensor;
  /** An integer in [0, n). */
  below(n: number): number;
}

export function caseValues(name: string): CaseValues {
  const stream = createStream(0, name, 0);
  const between = (low: number, high: number): number => low + (high - low) * stream.uniform();

  function floats(shape: readonly number[], next: () => number): CaseTensor {
    const size = shape.reduce((product, extent) => product * extent, 1);
    return { shape, type: 'float', values: Array.from({ length: size }, () => Math.fround(next())) };
  }

  return {
    uniform: (shape, low = -1, high = 1) => floats(shape, () => between(low, high)),
    integers: (shape, low, high) => ({ ...floats(shape, () => low + stream.below(high - low)), type: 'int32' }),
    awayFromZero: (shape, low, high) => floats(shape, () => between(low, high) * (stream.below(2) === 0 ? -1 : 1)),
    dropout: (shape) => floats(shape, () => 2 * stream.below(2)),
    below: stream.below,
  };
}

export function floatTensor(shape: readonly number[], values: readonly number[]): CaseTensor {
  return { shape, type: 'float', values: values.map(Math.fround) };
}

export function integerTensor(values: readonly number[]): CaseTensor {
  return { shape: [values.length], type: 'int32', values };
}
