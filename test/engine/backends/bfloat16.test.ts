import { expect, it } from 'vitest';
import { roundToBfloat16 } from '../../../src-engine/backends/bfloat16.ts';

const ulp = 2 ** -7; // of 1, since seven bits follow the first
const largest = (2 - ulp) * 2 ** 127;

it.each([
  ['what it can hold', [0, -0, 1, -1.5, largest, 2 ** -133], [0, -0, 1, -1.5, largest, 2 ** -133]],
  ['to the nearest', [1 + 0.4 * ulp, 1 + 0.6 * ulp, -1 - 0.6 * ulp], [1, 1 + ulp, -1 - ulp]],
  ['to the even one between two', [1 + ulp / 2, 1 + (3 * ulp) / 2, -1 - ulp / 2], [1, 1 + 2 * ulp, -1]],
  ['beyond the largest', [(2 - 2 ** -23) * 2 ** 127], [Infinity]],
  ['no number', [NaN, Infinity, -Infinity], [NaN, Infinity, -Infinity]],
])('rounds %s', (_, values, expected) => {
  for (const array of [new Float32Array(values), new Float64Array(values)]) {
    roundToBfloat16(array);
    expect([...array]).toEqual(expected);
  }
});
