import { expect, test } from 'vitest';
import { dense, embedding, lstm } from '../../../../src-engine/models/default-layers.ts';
import type { Initializer, ModelSpec } from '../../../../src-engine/spec/model-spec.ts';
import { badInitialisation } from '../../../../src-main/runs/doctor/bad-initialisation.ts';
import { factsOf, healthyLosses, languageModel, stepsOf } from './facts-of.ts';

const stack = (initializer: Initializer): ModelSpec => {
  const cell = lstm(64, { kernelInitializer: initializer });
  return { ...languageModel, layers: [embedding(16), cell, cell, cell, dense(50)] };
};
const signals = (...variances: number[]) =>
  variances.map((variance, layer) => ({ layer, activation: { mean: 0, variance }, gradient: null }));
const begins = (first: number) => stepsOf([first, ...healthyLosses(100)]);

test.each([
  ['a first loss of ln V', { steps: begins(3.93) }, null],
  ['a first loss a little above', { steps: begins(4.3) }, null],
  ['a first loss of twice a guess', { steps: begins(8) }, 'fault'],
  ['a first loss above a guess', { steps: begins(5.6) }, 'warning'],
  [
    'a first loss that ends the training',
    { steps: [], outcome: { kind: 'diverged', step: 1, since: 1, epoch: 0, reason: 'loss', loss: 1450, limit: 49 } },
    'fault',
  ],
  ['a branch whose first loss is high', { steps: begins(8), beginsAnew: false }, null],
  ['signals that stay', { model: stack('xavier_uniform'), signals: signals(1e-3, 5e-3, 4e-3, 3e-3, 2e-3) }, null],
  ['signals that fade', { model: stack('uniform'), signals: signals(1e-3, 1e-6, 2e-8, 3e-10, 2e-10) }, 'fault'],
  ['kernels of zeros', { model: stack('zeros') }, 'fault'],
  [
    'an output of zeros alone',
    { model: { ...languageModel, layers: [embedding(16), lstm(64), dense(50, { kernelInitializer: 'zeros' })] } },
    null,
  ],
] as const)('%s', (_, changes, severity) => {
  expect(badInitialisation(factsOf(changes))?.severity ?? null).toBe(severity);
});

test('begins anew with Xavier’s values', () => {
  expect(badInitialisation(factsOf({ model: stack('zeros') }))?.fix).toMatchObject({
    kind: 'new-run',
    changes: { model: { layers: [{}, { kernelInitializer: 'xavier_uniform' }, {}, {}, {}] } },
  });
});
