import { expect, it } from 'vitest';
import type { Backend } from '../../../../src-engine/backends/backend.ts';
import { calibrate, recalibrate } from '../../../../src-engine/backends/wasm/calibrate.ts';
import { wasmVariants } from '../../../../src-engine/backends/wasm/wasm-variant.ts';
import type { KernelVariant } from '../../../../src-engine/backends/wasm/wasm-variant.ts';
import { wasmBackend } from './wasm-backends.ts';

const sound = (variant: KernelVariant): Backend => wasmBackend(variant, 1);

/** A clock that makes the first candidate look the fastest, the second the next, and so on. */
function slowingClock(): () => number {
  let reads = 0;
  let now = 0;
  return () => (now += ++reads);
}

it('takes the fastest variant when it computes rightly', async () => {
  const calibration = await calibrate(wasmVariants, sound, slowingClock());
  expect(calibration?.variant).toBe(wasmVariants[0]);
  expect(calibration?.gigaflops).toBeGreaterThan(0);
});

it('never takes a variant that gives one wrong number, however fast it is', async () => {
  const broken = (variant: KernelVariant): Backend => {
    const backend = sound(variant);
    if (variant !== wasmVariants[0]) return backend;
    return {
      ...backend,
      loop(cell, direction, args) {
        backend.loop(cell, direction, args);
        if ('dGates' in args) backend.fill(backend.view(args.dGates, 0, [1]), 0.1);
      },
    };
  };
  expect((await calibrate(wasmVariants, broken, slowingClock()))?.variant).toBe(wasmVariants[1]);
});

it('takes none when all are wrong', async () => {
  const broken = (variant: KernelVariant): Backend => ({ ...sound(variant), dropout: () => undefined });
  expect(await calibrate(wasmVariants, broken, slowingClock())).toBeNull();
});

const steadyClock = (pace: number) => {
  let now = 0;
  return () => (now += pace);
};

it('knows the variant again that it chose, and one that computes otherwise since', async () => {
  const calibration = await calibrate(['relaxed'], sound, steadyClock(1));
  if (calibration === null) throw new Error('The variant should have been taken.');
  expect(await recalibrate(calibration, sound, steadyClock(1))).toBe(calibration);
  const changed = (variant: KernelVariant): Backend => {
    const backend = sound(variant);
    return {
      ...backend,
      softmaxForward(args) {
        backend.softmaxForward(args);
        backend.fill(backend.view(args.out, 0, [1]), 0.5);
      },
    };
  };
  expect(await recalibrate(calibration, changed, steadyClock(1))).toBeNull();
});

it('tells the speed of a machine that was busy when it was measured first, and keeps it when it is busy later', async () => {
  const busy = await calibrate(['relaxed'], sound, steadyClock(2));
  if (busy === null) throw new Error('The variant should have been taken.');
  const idle = await recalibrate(busy, sound, steadyClock(1));
  expect(idle).toEqual({ ...busy, gigaflops: 2 * busy.gigaflops });
  expect(await recalibrate(idle ?? busy, sound, steadyClock(2))).toBe(idle);
});
