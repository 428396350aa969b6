import { dense, embedding, recurrentLayer, simpleRnn } from '../../../../../src-engine/models/default-layers.ts';
import { adam } from '../../../../../src-engine/models/presets.ts';
import type { LayerSpec, ModelSpec } from '../../../../../src-engine/spec/model-spec.ts';
import type { OptimizerSpec } from '../../../../../src-engine/spec/train-spec.ts';
import { withDropout } from '../../../../../src-main/runs/doctor/fixes.ts';
import { temporalOrderData } from '../data/labelled-texts.ts';
import { optimizerOf, textSettings, withRecurrent } from '../runs/language-model.ts';
import { inRecipe, inText, rememberingSources, seeded, type Plant } from './fault.ts';

/** Networks that cannot learn from their initial values, or because of their structure. */
export const faultsOfNetworks = {
  'exploding-without-clipping': inText(({ data, budget, point, draw }) => {
    const settings = textSettings({ ...point, sequenceLength: draw.pick([50, 100]), clip: null }, budget);
    const optimizer = optimizerOf({ optimizer: draw.pick(['sgd', 'momentum']), learningRate: draw.rate(0.02, 0.3) });
    return {
      data,
      settings: {
        ...settings,
        model: stretching(budget.vocabularySize, draw),
        train: { ...settings.train, optimizer },
      },
    };
  }),
  'exploding-though-clipped': inText(({ data, budget, point, draw }) => {
    const usual = { learningRate: draw.rate(0.001, 0.003), clip: draw.pick([1, 5]) };
    const settings = textSettings({ ...point, ...usual, sequenceLength: draw.pick([50, 100]) }, budget);
    return { data, settings: { ...settings, model: stretching(budget.vocabularySize, draw) } };
  }),
  'vanishing-small-recurrent': inText(
    ({ data, budget, point, draw }) => {
      const layers = draw.between(1, 2);
      const settings = textSettings(
        { ...point, cell: 'simple_rnn', layers, learningRate: draw.rate(3e-4, 1e-3) },
        budget,
      );
      const model = withRecurrent(settings.model, {
        recurrentInitializer: draw.pick(['zeros', 'uniform']),
        activation: 'softsign',
      });
      return { data, settings: { ...settings, model } };
    },
    { sources: rememberingSources },
  ),
  'vanishing-simple-cells': async (draw) => {
    const data = temporalOrderData(draw.between(500, 800), draw);
    const optimizer: OptimizerSpec = { ...adam, learningRate: draw.rate(5e-4, 2e-3) };
    const units = draw.pick([32, 48, 64]);
    const activation = 'softsign';
    const layers: LayerSpec[] = [
      embedding(16),
      simpleRnn(units, { returnSequences: false, activation, recurrentInitializer: 'xavier_uniform' }),
      dense(4),
      { type: 'activation', activation: 'softmax' },
    ];
    const model: ModelSpec = { task: 'classification', input: { kind: 'tokens', vocabularySize: 10 }, layers };
    const train = { epochs: 8, batchSize: 16, sequenceLength: 120, optimizer };
    return seeded({ data, settings: { model, train } }, draw);
  },
  'gates-shut': inText(
    ({ data, budget, point, draw }) => {
      const settings = textSettings(point, budget);
      return {
        data,
        settings: { ...settings, model: withRecurrent(settings.model, { forgetBias: -draw.between(5, 9) }) },
      };
    },
    { sources: [...rememberingSources, 'moby-dick', 'japanese-sentences'] },
  ),
  'gates-stuck-open': inText(({ data, budget, point, draw }) => {
    const settings = textSettings(point, budget);
    const changes = { forgetBias: draw.between(7, 12), recurrentActivation: draw.pick(['sigmoid', 'hard_sigmoid']) };
    return { data, settings: { ...settings, model: withRecurrent(settings.model, changes) } };
  }),
  'dead-units': inText(({ data, budget, point, draw }) => {
    const cell = draw.pick(['simple_rnn', 'lstm'] as const);
    const learningRate = cell === 'simple_rnn' ? draw.rate(0.02, 0.08) : draw.rate(0.04, 0.15);
    const settings = textSettings({ ...point, cell, learningRate, schedule: 'constant' }, budget);
    return { data, settings: { ...settings, model: withRecurrent(settings.model, { activation: 'relu' }) } };
  }),
  'all-zeros': inText(({ data, budget, point }) => {
    const settings = textSettings(point, budget);
    return { data, settings: { ...settings, model: withInitial(settings.model, 'zeros') } };
  }),
  'small-initial-values': inText(({ data, budget, point, draw }) => {
    const deep = {
      ...point,
      layers: draw.between(3, 4),
      units: draw.pick([32, 48]),
      learningRate: draw.rate(5e-4, 2e-3),
    };
    const settings = textSettings(deep, budget);
    return { data, settings: { ...settings, model: withInitial(settings.model, 'uniform') } };
  }),
  'under-fitting-tiny': inRecipe((point, draw) => ({
    ...point,
    layers: 1,
    units: draw.between(1, 4),
    dropout: 0,
    learningRate: 0.01,
  })),
  'under-fitting-regularised': inText(({ data, budget, point, draw }) => {
    const settings = textSettings({ ...point, dropout: 0 }, budget);
    if (draw.chance(0.5))
      return { data, settings: { ...settings, train: { ...settings.train, l2: draw.rate(0.01, 0.1) } } };
    return { data, settings: { ...settings, model: withDropout(settings.model, 0.9) } };
  }),
  'bptt-too-short': inRecipe(
    (point, draw) => ({ ...point, sequenceLength: draw.between(1, 2), batchSize: 8 * point.batchSize }),
    { sources: ['brackets', 'moby-dick', 'tinyshakespeare', 'code'] },
  ),
} as const satisfies Record<string, Plant>;

/** A stack of simple cells whose kernels amplify what passes through them. */
function stretching(vocabularySize: number, draw: Parameters<Plant>[0]): ModelSpec {
  const cell = recurrentLayer('simple_rnn', draw.pick([64, 96, 128]), {
    ...{ activation: 'relu', kernelInitializer: 'he_normal', recurrentInitializer: 'he_normal' },
  });
  const layers = Array.from({ length: draw.between(2, 4) }, () => cell);
  return {
    task: 'language-model',
    input: { kind: 'tokens', vocabularySize },
    layers: [{ type: 'one_hot' }, ...layers, dense(vocabularySize)],
  };
}

/** Returns the model with these initial values in all kernels and embeddings. */
function withInitial(model: ModelSpec, initializer: 'zeros' | 'uniform'): ModelSpec {
  const changed = withRecurrent(model, { kernelInitializer: initializer, recurrentInitializer: initializer });
  const layers = changed.layers.map((layer): LayerSpec => {
    if (layer.type === 'dense') return { ...layer, kernelInitializer: initializer };
    return layer.type === 'embedding' ? { ...layer, initializer } : layer;
  });
  return { ...changed, layers };
}
