import { describe, expect, it } from 'vitest';
import { createStream } from '../../../src-engine/random/stream.ts';
import { decodeUtf8, decodeWtf8, encodeUtf8, incompleteTail } from '../../../src-engine/text/utf8.ts';
import { randomText } from './random-text.ts';

/** Bytes at which something changes in the decoder. */
const edges = [
  0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe3, 0xec, 0xed, 0xee,
].concat([0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff]);

function hostileBytes(index: number): Uint8Array {
  const random = createStream(1, 'hostile-bytes', index);
  return Uint8Array.from({ length: random.below(24) }, () =>
    random.below(4) > 0 ? edges[random.below(edges.length)] : random.below(256),
  );
}

const whatwg = new TextDecoder('utf-8', { ignoreBOM: true });

describe('UTF-8', () => {
  it('encodes as TextEncoder does, and decodes what it encoded', () => {
    for (let index = 0; index < 10_000; index++) {
      const text = randomText(index);
      const bytes = encodeUtf8(text);
      if (text.isWellFormed()) {
        expect(bytes).toEqual(new TextEncoder().encode(text));
        expect(decodeUtf8(bytes)).toBe(text);
      }
      expect(decodeWtf8(bytes) === text).toBe(true);
    }
  }, 60_000);

  it('decodes hostile bytes as the WHATWG decoder does', () => {
    for (let index = 0; index < 20_000; index++) {
      const bytes = hostileBytes(index);
      expect(decodeUtf8(bytes), bytes.join(' ')).toBe(whatwg.decode(bytes));
    }
  }, 60_000);

  it('keeps a byte order mark and decodes texts longer than one call takes', () => {
    expect(decodeUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toBe('\uFEFFa');
    const text = 'a猫😀é'.repeat(100_000);
    expect(decodeUtf8(encodeUtf8(text)) === text).toBe(true);
  });

  it('writes a lone surrogate in three bytes', () => {
    expect([...encodeUtf8('\uD800')]).toEqual([0xed, 0xa0, 0x80]);
    expect(decodeWtf8(Uint8Array.of(0xed, 0xa0, 0x80))).toBe('\uD800');
    expect(decodeUtf8(Uint8Array.of(0xed, 0xa0, 0x80))).toBe('\uFFFD\uFFFD\uFFFD');
  });

  it.each([
    [[], 0],
    [[0x61], 0],
    [[0xe3], 1],
    [[0xe3, 0x81], 2],
    [[0xe3, 0x81, 0x82], 0],
    [[0xf0, 0x9f, 0x98], 3],
    [[0x61, 0xc3], 1],
    [[0xe0, 0x80], 0],
    [[0x82], 0],
    [[0xff], 0],
  ])('knows how many of the bytes %j wait for more', (bytes, expected) => {
    expect(incompleteTail(Uint8Array.from(bytes))).toBe(expected);
  });
});
