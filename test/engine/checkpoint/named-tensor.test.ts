import { expect, test } from 'vitest';
import { toNamedTensor, valuesOf } from '../../../src-engine/checkpoint/named-tensor.ts';

test("a tensor that comes back in Node's pooled buffers, at any offset, keeps its values and shares no memory", () => {
  const stored = toNamedTensor('parameter/1.bias', [3], Float32Array.of(1.5, -2, 1e-30));
  const pool = Buffer.alloc(64);
  pool.set(stored.bytes, 13);
  const values = valuesOf({ ...stored, bytes: pool.subarray(13, 25) }, [3]);
  pool.fill(0);
  expect([...values]).toEqual([1.5, -2, Math.fround(1e-30)]);
});
