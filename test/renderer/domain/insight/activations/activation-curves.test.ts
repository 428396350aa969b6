import { expect, test } from 'vitest';
import { activate } from '../../../../../src-engine/backends/reference/activations.ts';
import {
  activationCurves,
  inputHistogram,
} from '../../../../../src-renderer/domain/insight/activations/activation-curves.ts';

const kinds = ['sigmoid', 'hard_sigmoid', 'tanh', 'softsign', 'relu'] as const;
const inputs = [-4.2, -2, -0.7, 0.3, 1.1, 2.4, 5];

test.each(kinds)('%s is the function of the reference backend', (kind) => {
  for (const x of inputs) expect(activationCurves[kind].value(x)).toBeCloseTo(activate(kind, x), 12);
});

test.each(kinds)('the slope of %s is that of finite differences', (kind) => {
  const { value, derivative } = activationCurves[kind];
  const h = 1e-6;
  for (const x of inputs) expect(derivative(x)).toBeCloseTo((value(x + h) - value(x - h)) / (2 * h), 7);
});

test.each(kinds)('the inverse of %s finds the input again', (kind) => {
  const { value, inverse, derivative } = activationCurves[kind];
  for (const x of inputs.filter((input) => derivative(input) > 0)) expect(inverse(value(x))).toBeCloseTo(x, 9);
});

test('activations in equal numbers came from inputs that lie closer together where the curve is steep', () => {
  const { x, y } = inputHistogram({ counts: [1, 1, 1, 1], min: 0, max: 1 }, activationCurves.sigmoid, 6);
  const edges = [-6, Math.log(1 / 3), 0, Math.log(3), 6];
  [...x].forEach((edge, n) => expect(edge).toBeCloseTo(edges[Math.ceil(n / 2)] ?? 0, 12));
  expect(Math.max(...y)).toBe(1);
  expect(y[2]).toBeCloseTo(1, 12);
  expect(y[0]).toBeCloseTo(Math.log(3) / (6 - Math.log(3)), 12);
});
