import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { readHead, settleQuantiles } from '../../../src-engine/forecast/decode-head.ts';
import { planLoss } from '../../../src-engine/losses/plan-loss.ts';
import { createPassPlan } from '../../../src-engine/models/pass-plan.ts';
import type { ForecastHead } from '../../../src-engine/spec/forecast-spec.ts';

interface Fixture {
  rows: number;
  targets: number;
  target: (number | null)[];
  cases: { name: string; head: ForecastHead; prediction: number[]; loss: number; gradient: number[] }[];
}

const golden = new URL('../../golden/forecast-losses.json', import.meta.url);
const { rows, targets, target, cases } = JSON.parse(readFileSync(golden, 'utf8')) as Fixture;

test.each(cases)('the loss of a head of $name and its gradient are those of PyTorch', async (each) => {
  const backend = createReferenceBackend();
  const plan = createPassPlan(backend, { batch: rows, steps: 1, training: true });
  const output = backend.tensor([rows, each.prediction.length / rows]);
  backend.write(output, each.prediction);
  const forecast = { window: 1, horizon: targets, targets: 1, head: each.head };
  const loss = planLoss({ task: 'regression', forecast }, plan, output);
  loss.setTargets(Float64Array.from(target, (value) => value ?? NaN));
  const metrics = backend.tensor([3]);
  const known = target.filter((value) => value !== null).length;
  const gradient = await backend.read(loss.backward(1 / known, metrics));
  const [sum, count] = await backend.read(metrics);
  expect(count).toBe(known);
  expect(sum / count).toBeCloseTo(each.loss, 12);
  expect(Math.max(...gradient.map((value, n) => Math.abs(value - (each.gradient[n] ?? NaN))))).toBeLessThan(1e-12);
});

test('a Gaussian head tells the quantiles of its normal distribution', () => {
  // softplus(0.541325) is 1.
  const [low, middle, high] = readHead({ type: 'gaussian' }, [3, 0.5413248546]);
  expect(middle).toBe(3);
  expect([low, high]).toEqual([expect.closeTo(3 - 1.28155 * 1.001, 4), expect.closeTo(3 + 1.28155 * 1.001, 4)]);
});

test('quantiles that cross are put in order around the median, also those that a calibration moves', () => {
  const levels = [0.05, 0.1, 0.5, 0.9];
  const place = { step: 0, target: 0 };
  expect(settleQuantiles([2, 5, 3, 1], levels, { calibration: null }, place)).toEqual([2, 3, 3, 3]);
  const stretch = { factor: 2, margin: 0 };
  const calibration = [[[stretch, { factor: 0.5, margin: -4 }, stretch, stretch]]];
  expect(settleQuantiles([1, 2, 3, 4], levels, { calibration }, place)).toEqual([-1.5, -1.5, 3, 5]);
});
