import { expect, it } from 'vitest';
import { openNodeBackends } from '../../../src-main/engine-process/node-backends.ts';

const values = Float64Array.from({ length: 20_000 }, (_, n) => -(n % 100) / 10);
let sum = 0;

/** The time of the exponentials at their best moment, in ms. */
function timeOfExponentials(): number {
  let shortest = Infinity;
  for (let run = 0; run < 40; run++) {
    const began = performance.now();
    for (const value of values) sum += Math.exp(value);
    shortest = Math.min(shortest, performance.now() - began);
  }
  return shortest;
}

// Where V8 leaves the upper halves of registers in use, it is 10 to 20 times on Intel's processors, and once on AMD's.
it('leaves Math.exp as fast as it was before kernels have computed', async () => {
  const before = timeOfExponentials();
  const backends = await openNodeBackends();
  for (const backend of [
    backends.createPortable('wasm'),
    (await backends.withVariant('revectorized')).create('wasm'),
  ]) {
    const [x, kernel, out] = [backend.tensor([64, 128]), backend.tensor([128, 256]), backend.tensor([64, 256])];
    backend.linearForward({ x, kernel, bias: null, out });
    await backend.read(out);
    expect(timeOfExponentials()).toBeLessThan(4 * before);
  }
  expect(sum).toBeGreaterThan(0);
});
