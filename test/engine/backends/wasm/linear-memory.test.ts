import { describe, expect, it } from 'vitest';
import { OutOfMemoryError } from '../../../../src-engine/backends/backend.ts';
import type { Address } from '../../../../src-engine/backends/wasm/kernel-arguments.ts';
import { LinearMemory, MAXIMUM_BYTES } from '../../../../src-engine/backends/wasm/linear-memory.ts';

const MIB = 2 ** 20;

describe('linear memory', () => {
  it('uses released memory again, neighbours joined, instead of growing', () => {
    const memory = new LinearMemory(64 * MIB);
    const blocks = [0, 1, 2, 3, 4].map(() => memory.allocate(4 * MIB));
    const grownTo = memory.memory.buffer.byteLength;
    for (const index of [3, 1, 2]) memory.release(blocks[index]);
    expect(memory.allocate(12 * MIB)).toBe(blocks[1]);
    expect(memory.memory.buffer.byteLength).toBe(grownTo);
  });

  it('keeps contents apart and hands out zeros through thousands of allocations and releases', () => {
    const memory = new LinearMemory(16 * MIB);
    const live = new Map<Address, { size: number; mark: number }>();
    let random = 1;
    const below = (n: number): number => {
      random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
      return Math.floor((random / 2 ** 32) * n);
    };
    for (let mark = 1; mark <= 4000; mark++) {
      if (live.size > 0 && below(5) < 2) {
        const address = [...live.keys()][below(live.size)];
        memory.release(address);
        live.delete(address);
      } else {
        const size = below(3000);
        const address = memory.allocate(4 * size);
        const contents = memory.integers.subarray(address / 4, address / 4 + size);
        expect(contents.every((value) => value === 0)).toBe(true);
        contents.fill(mark);
        live.set(address, { size, mark });
      }
      if (live.size > 300) {
        for (const address of [...live.keys()].slice(0, 200)) {
          memory.release(address);
          live.delete(address);
        }
      }
    }
    for (const [address, { size, mark }] of live) {
      const contents = memory.integers.subarray(address / 4, address / 4 + size);
      expect(contents.every((value) => value === mark)).toBe(true);
    }
    for (const address of live.keys()) memory.release(address);
    expect(memory.allocatedBytes).toBe(0);
  });

  it('says how much was asked for when it is full, and stays usable', () => {
    const memory = new LinearMemory(8 * MIB);
    memory.allocate(4 * MIB);
    expect(() => memory.allocate(6 * MIB)).toThrow(OutOfMemoryError);
    expect(() => memory.allocate(2 ** 40)).toThrow(OutOfMemoryError);
    expect(memory.allocatedBytes).toBe(4 * MIB);
    memory.allocate(3 * MIB);
  });

  it('refuses to take the same memory back twice', () => {
    const memory = new LinearMemory(8 * MIB);
    const address = memory.allocate(4);
    memory.release(address);
    expect(() => memory.release(address)).toThrow('only once');
  });

  it('hands out nearly all of 4 GiB', () => {
    const memory = new LinearMemory(MAXIMUM_BYTES);
    const first = memory.allocate(2.5 * 2 ** 30);
    const second = memory.allocate(1.4 * 2 ** 30);
    expect(second).toBeGreaterThanOrEqual(first + 2.5 * 2 ** 30);
    memory.integers[second / 4] = 7;
    expect(memory.integers[second / 4]).toBe(7);
    expect(() => memory.allocate(2 ** 30)).toThrow(OutOfMemoryError);
  });
});
