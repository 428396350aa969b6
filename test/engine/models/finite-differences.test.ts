import { describe, expect, it } from 'vitest';
import {
  attentionPooling,
  dense,
  dropout,
  embedding,
  layerNorm,
  lstm,
  recurrentLayer,
  simpleRnn,
} from '../../../src-engine/models/default-layers.ts';
import type { Activation, LayerSpec, ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { everyCell, resized, sharesOf, withRecurrentDropout } from './cell-layers.ts';
import { drawBatch, gradientError } from './gradient-check.ts';
import type { BatchOptions } from './gradient-check.ts';

const VOCABULARY = 5;
const TOLERANCE = 1e-6;

const softmax: LayerSpec = { type: 'activation', activation: 'softmax' };
const whole: BatchOptions = { batch: 4, steps: 4, lengths: null, classWeights: null };
const padded: BatchOptions = { ...whole, lengths: [4, 2, 1, 3], classWeights: [0.5, 2, 1] };
const tokens = { kind: 'tokens', vocabularySize: VOCABULARY } as const;

async function expectExactGradients(spec: ModelSpec, options: BatchOptions): Promise<void> {
  const { error, parameter } = await gradientError(drawBatch(spec, options));
  expect(error, `relative error of ${parameter}`).toBeLessThanOrEqual(TOLERANCE);
}

describe('gradients of whole models agree with central differences', () => {
  describe.each(everyCell(4))('%s', (_name, cell) => {
    describe.each([null, 'concat', 'sum'] as const)('bidirectional %s', (bidirectional) => {
      describe.each(sharesOf(cell.type, [0, 0.4]))('recurrent dropout %f', (recurrentDropout) => {
        const layer = withRecurrentDropout({ ...cell, bidirectional }, recurrentDropout);

        it.each([
          ['whole sequences', whole],
          ['padded sequences', padded],
        ])('last state into a classifier, %s', async (_, options) => {
          const layers: LayerSpec[] = [embedding(2), { ...layer, returnSequences: false }, dense(3), softmax];
          await expectExactGradients({ task: 'classification', input: tokens, layers }, options);
        });

        it.each([
          ['whole sequences', whole],
          ['padded sequences', { ...padded, classWeights: null }],
        ])('sequence into a second layer and dropout, regression on features, %s', async (_, options) => {
          const second = { ...resized(layer, 3), returnSequences: false };
          const layers = [dropout(0.3), resized(layer, 3), dropout(0.5), second, dropout(0.2), dense(2)];
          await expectExactGradients({ task: 'regression', input: { kind: 'features', size: 2 }, layers }, options);
        });
      });
    });

    it.each(sharesOf(cell.type, [0, 0.4]))(
      'language model with carried states and masked targets, recurrent dropout %f',
      async (rate) => {
        const layer = withRecurrentDropout(cell, rate);
        const layers = [{ type: 'one_hot' }, layer, dropout(0.5), resized(layer, 2), dense(VOCABULARY)] as const;
        await expectExactGradients({ task: 'language-model', input: tokens, layers: [...layers] }, whole);
      },
    );
  });

  it.each(['tanh', 'softsign', 'relu', 'sigmoid', 'hard_sigmoid', 'linear'] satisfies Activation[])(
    'activation layer %s, on a sequence and on a state',
    async (activation) => {
      const layers: LayerSpec[] = [
        embedding(2),
        { type: 'activation', activation },
        simpleRnn(3, { returnSequences: false }),
        dense(3),
        { type: 'activation', activation },
        dense(3),
      ];
      await expectExactGradients({ task: 'classification', input: tokens, layers }, padded);
    },
  );

  describe.each<[string, LayerSpec]>([
    ['mean', { type: 'mean_pooling' }],
    ['max', { type: 'max_pooling' }],
    ['attention', attentionPooling(3)],
  ])('%s pooling', (_, pooling) => {
    it.each([
      ['whole sequences', whole],
      ['padded sequences', padded],
    ])('of a bidirectional layer in a classifier, %s', async (_name, options) => {
      const layers = [embedding(2), lstm(3, { bidirectional: 'concat' }), pooling, dense(3)];
      await expectExactGradients({ task: 'classification', input: tokens, layers }, options);
    });

    it('of numbers as they come in', async () => {
      const layers = [pooling, dense(2)];
      await expectExactGradients(
        { task: 'regression', input: { kind: 'features', size: 3 }, layers },
        { ...padded, classWeights: null },
      );
    });
  });

  it('layer normalisation between recurrent layers and of a last state', async () => {
    const layers = [
      embedding(3),
      layerNorm(),
      recurrentLayer('gru', 4),
      layerNorm(),
      lstm(3, { returnSequences: false }),
      layerNorm(),
      dense(3),
    ];
    await expectExactGradients({ task: 'classification', input: tokens, layers }, padded);
  });

  it('softmax and tanh as outputs of a regression', async () => {
    for (const activation of ['softmax', 'tanh'] as const) {
      const layers: LayerSpec[] = [
        { type: 'one_hot' },
        lstm(2, { returnSequences: false }),
        dense(3),
        { type: 'activation', activation },
      ];
      await expectExactGradients({ task: 'regression', input: tokens, layers }, whole);
    }
  });

  it('dense layers at every step of a sequence, with and without a recurrent layer', async () => {
    const bigrams: LayerSpec[] = [{ type: 'one_hot' }, dense(3), dense(VOCABULARY)];
    await expectExactGradients({ task: 'language-model', input: tokens, layers: bigrams }, whole);
    const between: LayerSpec[] = [
      embedding(2),
      dense(3),
      lstm(2),
      dense(3),
      recurrentLayer('gru', 2),
      dense(VOCABULARY),
    ];
    await expectExactGradients({ task: 'language-model', input: tokens, layers: between }, whole);
  });

  it('a frozen embedding below trainable layers', async () => {
    const layers: LayerSpec[] = [
      { type: 'embedding', dim: 2, trainable: false, initializer: 'uniform' },
      lstm(2),
      dense(VOCABULARY),
    ];
    await expectExactGradients({ task: 'language-model', input: tokens, layers }, whole);
  });
});
