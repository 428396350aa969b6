import { expect, test } from 'vitest';
import { dense, dropout, lstm } from '../../../../src-engine/models/default-layers.ts';
import type { LayerSpec } from '../../../../src-engine/spec/model-spec.ts';
import { underFitting } from '../../../../src-main/runs/doctor/under-fitting.ts';
import { classifier, epochsOf, factsOf, languageModel, measuredOf } from './facts-of.ts';

const model = (...layers: LayerSpec[]) => ({
  ...languageModel,
  layers: [{ type: 'one_hot' }, ...layers, dense(50)] as LayerSpec[],
});
const harder = epochsOf([3.4, 3.1, 2.95, 2.88], [3, 2.8, 2.7, 2.6]);

test.each([
  ['a network of some size', {}, null],
  ['two units', { model: model(lstm(2)) }, 'fault'],
  [
    'two units that do far better than pairs of tokens',
    { model: model(lstm(2)), data: { measured: measuredOf({ bigram: 3, fiveGram: 2.5 }) } },
    null,
  ],
  [
    'a classifier that has learnt nothing',
    { model: classifier, epochs: epochsOf([0.694, 0.692, 0.69], [0.694, 0.693, 0.695]) },
    'warning',
  ],
  [
    'a classifier that has begun to learn',
    { model: classifier, epochs: epochsOf([0.69, 0.6, 0.5], [0.69, 0.62, 0.6]) },
    null,
  ],
  ['two units beside many', { model: model(lstm(2), lstm(64)) }, null],
  ['dropout of nine in ten', { model: model(lstm(64), dropout(0.9)), epochs: harder }, 'fault'],
  ['such dropout that is no hindrance', { model: model(lstm(64), dropout(0.7)) }, null],
  [
    'dropout of nine in ten that knows less than pairs of tokens tell',
    { model: model(lstm(64), dropout(0.9)), data: { measured: measuredOf({ bigram: 2.3, fiveGram: 2 }) } },
    'fault',
  ],
  ['usual dropout', { model: model(lstm(64), dropout(0.5)), epochs: harder }, null],
  ['a strong penalty', { train: { l2: 0.05 } }, 'fault'],
  ['a weak penalty', { train: { l2: 1e-5 } }, null],
  ['one that still trains', { model: model(lstm(2)), stage: 'training' }, null],
] as const)('%s', (_, changes, severity) => {
  expect(underFitting(factsOf(changes))?.severity ?? null).toBe(severity);
});

test('widens layers, and holds back less', () => {
  const found = underFitting(factsOf({ model: model(lstm(2), dropout(0.9)), epochs: harder, train: { l2: 0.05 } }));
  expect(found?.fix).toMatchObject({
    kind: 'new-run',
    changes: { train: { l2: 0 }, model: { layers: [{}, { units: 32 }, { rate: 0.2 }, {}] } },
  });
});
