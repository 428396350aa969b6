import { expect, test } from 'vitest';
import { dropout, lstm } from '../../../../src-engine/models/default-layers.ts';
import { noBetterThanNGrams } from '../../../../src-main/runs/doctor/no-better-than-n-grams.ts';
import { epochsOf, factsOf, healthyLosses, languageModel, measuredOf, noise, stepsOf } from './facts-of.ts';

const measured = measuredOf({ bigram: 2.4, fiveGram: 1.6 });
const ends = (loss: number) => epochsOf([3, loss], [3, loss]);
const still = stepsOf(Array.from({ length: 400 }, (_, n) => 2.8 + 1.1 * Math.exp(-n / 20) + noise(n, 0.03)));
const underSchedule = stepsOf(healthyLosses(400)).map((step, n) =>
  n < 200 ? step : { ...step, loss: 2.8, learningRate: 1e-5 },
);

test.each([
  ['better than counts of five', { epochs: ends(1.5) }, null],
  ['better than pairs, as healthy small networks are', { epochs: ends(2) }, 'note'],
  ['no better than pairs, and at a stand', { epochs: ends(2.8), steps: still }, 'warning'],
  ['no better than pairs, but learning on', { epochs: ends(2.8) }, 'note'],
  ['at a stand because a schedule has ended', { epochs: ends(2.8), steps: underSchedule }, 'note'],
  ['no better than pairs after a few steps', { epochs: ends(2.8), steps: still.slice(0, 60) }, 'note'],
  ['nothing was held back', { epochs: epochsOf([3, 2.8], null), steps: still }, null],
] as const)('%s', (_, changes, severity) => {
  expect(noBetterThanNGrams(factsOf({ ...changes, data: { measured } }))?.severity ?? null).toBe(severity);
});

test('the fix takes away what is too strong, besides giving more units and time', () => {
  const model = { ...languageModel, layers: [lstm(32), dropout(0.9), ...languageModel.layers.slice(-1)] };
  const found = noBetterThanNGrams(
    factsOf({ epochs: ends(2.8), steps: still, model, train: { l2: 0.05 }, data: { measured } }),
  );
  expect(found?.fix).toMatchObject({ kind: 'new-run', changes: { train: { l2: 0 } } });
  const layers = found?.fix?.kind === 'new-run' ? found.fix.changes.model?.layers : undefined;
  expect(layers).toContainEqual(dropout(0.2));
  expect(layers).toContainEqual(lstm(64));
});
