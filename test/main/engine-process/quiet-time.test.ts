import { expect, test } from 'vitest';
import { quietTime } from '../../../src-main/engine-process/quiet-time.ts';

test('time that other processes took is not counted, and a machine that is slow by itself stays slow', () => {
  const quiet = quietTime({ wallMs: 1000, ownMs: 960, allMs: 965 }, 1);
  expect(quiet.quietMs).toBeGreaterThan(990);
  // Another process has taken half of the processor.
  expect(quietTime({ wallMs: 1000, ownMs: 480, allMs: 980 }, 1).quietMs).toBeCloseTo(505, -1);
  // The system grants this process half of the time, and nobody else runs.
  expect(quietTime({ wallMs: 1000, ownMs: 480, allMs: 500 }, 1).quietMs).toBeGreaterThan(950);
});
