import { expect, test } from 'vitest';
import { progressBar, progressLine } from '../../../../src-main/cli/training/progress-line.ts';
import type { ShownProgress } from '../../../../src-main/cli/training/progress-line.ts';

const half: ShownProgress = {
  epoch: 4,
  train: { epochs: 10 },
  model: { task: 'language-model' },
  step: 500,
  totalSteps: 1000,
  tokensPerSecond: 21_437,
  remainingMs: 187_000,
};

test('a wide terminal shows the bar, the loss, its perplexity, the speed and the total time to come', () => {
  const line = progressLine(half, Math.log(8), 120);
  expect(line).toMatch(/^epoch 5\/10 ▕█{15} {15}▏ 50 % {2}/);
  expect(line).toMatch(/loss 2\.079 {2}perplexity 8\.00 {2}21\.4 k tokens\/s {2}3:07 left$/);
});

test('on a terminal of 80 columns everything but the percentage still fits', () => {
  const line = progressLine(half, Math.log(8), 80);
  expect(line).toMatch(
    /^epoch 5\/10 ▕█{4,6} {4,6}▏ loss 2\.079 {2}perplexity 8\.00 {2}21\.4 k tokens\/s {2}3:07 left$/,
  );
});

test.each(['regression', 'classification', 'tagging'] as const)(
  'only writers hesitate: no perplexity in %s',
  (task) => {
    const line = progressLine({ ...half, model: { task } }, 0.25, Infinity);
    expect(line).toBe('epoch 5/10  50 %  loss 0.250  21.4 k tokens/s  3:07 left');
  },
);

test.each([20, 40, 60, 80, 90])('the line fits into %i columns, so that it can be written over', (columns) => {
  expect(progressLine(half, 2, columns).length).toBeLessThan(columns);
});

test('before anything is known the line has no made-up figures', () => {
  const unknown = { ...half, epoch: 0, step: 0, totalSteps: null, tokensPerSecond: null, remainingMs: null };
  expect(progressLine(unknown, null, Infinity)).toBe('epoch 1/10   0 %  loss –  perplexity –');
});

test('the bar is as wide as asked at every share and only grows', () => {
  const bars = Array.from({ length: 1001 }, (_, n) => progressBar(n / 1000, 10));
  expect(new Set(bars.map((bar) => bar.length))).toEqual(new Set([13]));
  expect(bars[0]).toBe(' ▕          ▏');
  expect(bars[1000]).toBe(' ▕██████████▏');
  expect(new Set(bars).size).toBe(81);
});
