import { expect, test } from 'vitest';
import { dense, lstm } from '../../../../src-engine/models/default-layers.ts';
import { saturatedGates } from '../../../../src-main/runs/doctor/saturated-gates.ts';
import { factsOf, languageModel, lookOf } from './facts-of.ts';

const looks = (...saturated: number[]) => saturated.map((share, n) => lookOf({ step: 1 + 100 * n, saturated: share }));
/** The same looks, with units that are silent at the end. */
const silent = (...saturated: number[]) =>
  looks(...saturated).map((look) => ({ ...look, units: lookOf({ dead: 0.4 }).units }));

test.each([
  ['gates that decide more and more clearly', { looks: looks(0, 0.3, 0.6, 0.8) }, null],
  ['gates that begin at their ends', { looks: looks(1, 1, 0.8, 0.7) }, 'fault'],
  ['all gates at their ends after training', { looks: looks(0, 0.6, 0.95, 0.97) }, null],
  ['the same with silent units', { looks: silent(0, 0.6, 0.95, 0.97) }, 'fault'],
  ['a branch, which begins with what was learnt', { looks: looks(0.91, 0.9, 0.9, 0.9), beginsAnew: false }, null],
  ['nobody looked', { looks: [] }, null],
] as const)('%s', (_, changes, severity) => {
  expect(saturatedGates(factsOf(changes))?.severity ?? null).toBe(severity);
});

test('mends the initial values or, where these are the usual ones, takes softsign and shorter steps', () => {
  const shut = { ...languageModel, layers: [{ type: 'one_hot' } as const, lstm(64, { forgetBias: -7 }), dense(50)] };
  expect(saturatedGates(factsOf({ model: shut, looks: looks(1, 1, 1) }))?.fix).toMatchObject({
    changes: { train: {}, model: { layers: [{}, { forgetBias: 1 }, {}] } },
  });
  expect(saturatedGates(factsOf({ looks: silent(0, 1, 1) }))?.fix).toMatchObject({
    changes: {
      train: { optimizer: { learningRate: expect.closeTo(0.00067, 5) } },
      model: { layers: [{}, { activation: 'softsign' }, {}] },
    },
  });
});
