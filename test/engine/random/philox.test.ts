import { describe, expect, it } from 'vitest';
import { philox4x32 } from '../../../src-engine/random/philox.ts';

function block(counter: readonly number[], key: readonly number[]): number[] {
  const out = new Uint32Array(4);
  philox4x32(counter[0], counter[1], counter[2], counter[3], key[0], key[1], out, 0);
  return [...out];
}

/** The definition of the SC 2011 paper, section 3.3, in exact integers. */
function philoxInBigInt(counter: readonly number[], key: readonly number[]): number[] {
  const mask = 0xffffffffn;
  let [c0, c1, c2, c3] = counter.map(BigInt);
  let [k0, k1] = key.map(BigInt);
  for (let round = 0; round < 10; round++) {
    const product0 = 0xd2511f53n * c0;
    const product1 = 0xcd9e8d57n * c2;
    [c0, c1, c2, c3] = [(product1 >> 32n) ^ c1 ^ k0, product1 & mask, (product0 >> 32n) ^ c3 ^ k1, product0 & mask];
    k0 = (k0 + 0x9e3779b9n) & mask;
    k1 = (k1 + 0xbb67ae85n) & mask;
  }
  return [c0, c1, c2, c3].map(Number);
}

describe('philox4x32', () => {
  // The lines `philox4x32 10` of Random123's tests/kat_vectors.
  it.each([
    {
      counter: [0, 0, 0, 0],
      key: [0, 0],
      words: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    },
    {
      counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      key: [0xffffffff, 0xffffffff],
      words: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    },
    {
      counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      key: [0xa4093822, 0x299f31d0],
      words: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    },
  ])('gives the published words for counter $counter', ({ counter, key, words }) => {
    expect(block(counter, key)).toEqual(words);
  });

  it('agrees with exact integer arithmetic on many blocks', () => {
    let input = [1, 2, 3, 4, 5, 6];
    for (let n = 0; n < 500; n++) {
      const counter = input.slice(0, 4);
      const key = input.slice(4);
      const expected = philoxInBigInt(counter, key);
      expect(block(counter, key)).toEqual(expected);
      input = [...expected, expected[0] ^ n, expected[3]].map((word) => word >>> 0);
    }
  });
});
