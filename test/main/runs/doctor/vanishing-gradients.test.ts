import { expect, test } from 'vitest';
import { dense, lstm, simpleRnn } from '../../../../src-engine/models/default-layers.ts';
import type { ModelSpec } from '../../../../src-engine/spec/model-spec.ts';
import { vanishingGradients } from '../../../../src-main/runs/doctor/vanishing-gradients.ts';
import { classifier, epochsOf, factsOf, languageModel, lookOf, measuredOf } from './facts-of.ts';

const simple: ModelSpec = { ...languageModel, layers: [{ type: 'one_hot' }, simpleRnn(64), dense(50)] };
const ends = (span: number | null) => ({ looks: [lookOf({ step: 1 }), lookOf({ span })] });
const depends = (length: number) => ({ data: { measured: measuredOf({ dependency: length }) } });
const unlearnt = epochsOf([0.7, 0.69, 0.69, 0.69], [0.69, 0.69, 0.69, 0.69]);
const learnt = epochsOf([0.6, 0.4, 0.2, 0.1], [0.6, 0.4, 0.3, 0.2]);

test.each([
  ['a healthy training', {}, null],
  ['a gradient that reaches as far as the data depends', { ...ends(12), ...depends(13) }, null],
  ['one that reaches a fifth of the way', { ...ends(6), ...depends(30) }, 'fault'],
  [
    'one that reaches a fifth of the way, in a network that predicts better than five-grams',
    { ...ends(6), data: { measured: measuredOf({ dependency: 30, bigram: 2.6, fiveGram: 2.3 }) } },
    null,
  ],
  ['one that reaches everywhere', { ...ends(null), ...depends(30) }, null],
  ['a dependency that is longer than a sequence', { ...ends(4), ...depends(200), train: { sequenceLength: 8 } }, null],
  ['data that has not been measured', ends(2), null],
  ['a simple cell whose kernel shrinks', { model: simple, looks: [lookOf({ step: 1, recurrent: 1.5 })] }, 'fault'],
  ['a simple cell with an orthogonal kernel', { model: simple, looks: [lookOf({ step: 1, recurrent: 8 })] }, null],
  ['an LSTM with a small recurrent kernel', { looks: [lookOf({ step: 1, recurrent: 1.5 })] }, null],
  [
    'a classifier that has learnt nothing',
    { model: classifier, epochs: unlearnt, ...ends(9), train: { sequenceLength: 100 } },
    'fault',
  ],
  [
    'a classifier that has learnt',
    { model: classifier, epochs: learnt, ...ends(9), train: { sequenceLength: 100 } },
    null,
  ],
] as const)('%s', (_, changes, severity) => {
  expect(vanishingGradients(factsOf(changes))?.severity ?? null).toBe(severity);
});

test('simple cells that keep a hundredth of the gradient, and learnt nothing from long sequences', () => {
  const simpleClassifier = {
    ...classifier,
    layers: [{ type: 'one_hot' as const }, simpleRnn(64, { returnSequences: false }), dense(2)],
  };
  const farEnd = { loop: '1', state: 'h', lags: [0, 99], shares: [1, 0.01], span: null };
  const facts = {
    epochs: unlearnt,
    looks: [{ ...lookOf({ step: 400 }), gradientByLag: [farEnd] }],
    train: { sequenceLength: 100 },
  };
  expect(vanishingGradients(factsOf({ ...facts, model: simpleClassifier }))?.severity).toBe('fault');
  expect(vanishingGradients(factsOf({ ...facts, model: classifier }))).toBeNull();
  expect(vanishingGradients(factsOf({ ...facts, model: simpleClassifier, epochs: learnt }))).toBeNull();
});

test('puts cells that remember in the place of simple ones', () => {
  const found = vanishingGradients(factsOf({ model: simple, ...ends(6), ...depends(30) }));
  expect(found?.fix).toMatchObject({ kind: 'new-run', changes: { model: { layers: [{}, lstm(64), {}] } } });
});

test('gives simple cells with a shrinking kernel one that keeps the gradient, and leaves them', () => {
  const found = vanishingGradients(factsOf({ model: simple, looks: [lookOf({ step: 1, recurrent: 1.5 })] }));
  const kept = { type: 'simple_rnn', recurrentInitializer: 'orthogonal' };
  expect(found?.fix).toMatchObject({ kind: 'new-run', changes: { model: { layers: [{}, kept, {}] } } });
});
