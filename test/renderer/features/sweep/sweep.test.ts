import { describe, expect, test } from 'vitest';
import { cellTypes } from '../../../../src-engine/cells/index.ts';
import { validateModel } from '../../../../src-engine/models/validate-model.ts';
import type { LayerSpec } from '../../../../src-engine/spec/model-spec.ts';
import { chosenScore, comparableScores } from '../../../../src-renderer/domain/metrics/compared-metric.ts';
import { whyNoRanking } from '../../../../src-renderer/features/runs/list/loss-order.ts';
import { gridOf, randomOf, type SweptAxis } from '../../../../src-engine/sweeps/combinations.ts';
import { parallelAxes } from '../../../../src-renderer/features/sweep/parallel-axes.ts';
import { parseValues } from '../../../../src-renderer/features/sweep/parse-values.ts';
import { rankRuns, variedNames, type Ranking } from '../../../../src-renderer/features/sweep/ranking.ts';
import { sweptValuesOf, withValues, type Recipe } from '../../../../src-engine/sweeps/swept-values.ts';
import { aPreset, aRun } from '../../studio/sample-records.ts';

const axes: SweptAxis[] = [
  ['learningRate', [0.001, 0.01, 0.1]],
  ['optimizer', ['adam', 'sgd']],
];

test('a grid has every combination once, chance takes some of them, the same ones for the same seed', () => {
  const grid = gridOf(axes).map((values) => JSON.stringify(values));
  expect(new Set(grid).size).toBe(6);
  const some = randomOf(axes, 4, 7).map((values) => JSON.stringify(values));
  expect(new Set(some).size).toBe(4);
  expect(grid).toEqual(expect.arrayContaining(some));
  expect(randomOf(axes, 4, 7)).toEqual(randomOf(axes, 4, 7));
  expect(randomOf(axes, 100, 7)).toHaveLength(6);
});

test('a recipe takes the settings over and stays a network that can be trained', () => {
  const recipe = aPreset();
  const values = {
    cell: 'lstm',
    learningRate: 0.01,
    units: 32,
    layers: 3,
    dropout: 0.2,
    batchSize: 8,
    sequenceLength: 12,
    optimizer: 'sgd',
    seed: 9,
  } as const;
  const changed = withValues(recipe, values);
  expect(sweptValuesOf(changed)).toEqual(values);
  expect(changed.model.layers.map(({ type }) => type)).toEqual([
    'one_hot',
    ...Array.from({ length: 3 }, () => ['lstm', 'dropout']).flat(),
    'dense',
  ]);
  expect(changed.train.optimizer).toEqual({ type: 'sgd', learningRate: 0.01 });
  expect(withValues(recipe, {})).toEqual({ model: recipe.model, train: recipe.train });
});

test('cells are known by all their names, and make networks that can be trained whatever the units', () => {
  expect(parseValues('cell', 'LSTM, gru、 SimpleRNN rnn')).toEqual(['lstm', 'gru', 'simple_rnn']);
  expect(parseValues('cell', 'lstm, transformer')).toBeNull();
  for (const cell of cellTypes) {
    for (const units of [1, 30, 37]) {
      const changed = withValues(aPreset(), { cell, units });
      expect(sweptValuesOf(changed)).toMatchObject({ cell, units });
      expect(validateModel(changed.model)).toEqual([]);
    }
  }
});

test('a classifier of any depth hands on only the last state of its last layer', () => {
  const { model, train } = aPreset();
  const layers = model.layers.map((layer, index) =>
    layer.type === 'lstm' ? { ...layer, returnSequences: index === 1 } : layer,
  );
  const sequencesOf = (count: number) =>
    withValues({ model: { ...model, layers }, train }, { layers: count }).model.layers.flatMap((layer) =>
      layer.type === 'lstm' ? [layer.returnSequences] : [],
    );
  expect(sequencesOf(1)).toEqual([false]);
  expect(sequencesOf(3)).toEqual([true, true, false]);
});

describe('a sweep changes nothing but what it varies', () => {
  const { model, train } = aPreset();
  const [, first] = model.layers;
  const last = { ...first, returnSequences: false } as LayerSpec;
  const inner: LayerSpec[] = [
    { type: 'dense', units: 24, kernelInitializer: 'xavier_uniform' },
    { type: 'activation', activation: 'relu' },
  ];
  const withLayers = (layers: LayerSpec[]): Recipe => ({ train, model: { ...model, layers } });
  const uneven = withLayers([model.layers[0], first, ...inner, last, { type: 'dropout', rate: 0.4 }, model.layers[3]]);
  const typesOf = ({ model: { layers } }: Recipe) => layers.map(({ type }) => type).join('|');

  test('other units, in the layers that are there', () => {
    const changed = withValues(uneven, { units: 32 });
    expect(typesOf(changed)).toBe(typesOf(uneven));
    const restored = changed.model.layers.map((layer) => (layer.type === 'lstm' ? { ...layer, units: 128 } : layer));
    expect(restored).toEqual(uneven.model.layers);
  });

  test('another rate of the dropout that is there', () => {
    const { layers } = withValues(uneven, { dropout: 0 }).model;
    expect(layers).toEqual(uneven.model.layers.with(5, { type: 'dropout', rate: 0 }));
  });

  test('more or fewer recurrent layers, with the dropout of theirs, around layers that stay', () => {
    expect(typesOf(withValues(uneven, { layers: 2 }))).toBe(typesOf(uneven));
    const shallow = withValues(uneven, { layers: 1 });
    expect(typesOf(shallow)).toBe('one_hot|lstm|dense|activation|dense');
    expect(shallow.model.layers[1]).toMatchObject({ returnSequences: false });
    const deep = withValues(uneven, { layers: 3 });
    expect(typesOf(deep)).toBe('one_hot|lstm|dense|activation|lstm|dropout|lstm|dropout|dense');
    expect(deep.model.layers.filter(({ type }) => type === 'lstm')).toMatchObject([
      { returnSequences: true },
      { returnSequences: true },
      { returnSequences: false },
    ]);
    expect(deep.model.layers.filter(({ type }) => type === 'dropout')).toEqual(
      Array(2).fill({ type: 'dropout', rate: 0.4 }),
    );
  });
});

describe('runs of different tokens', () => {
  const bytes = { characters: 1, words: 0.2, bytes: 1 };
  const words = { characters: 5, words: 1, bytes: 5 };
  const byCharacter = aRun({ id: 'characters', bestValidationLoss: 1.5, unitsPerToken: bytes });
  const byWord = aRun({
    id: 'words',
    bestValidationLoss: 5,
    unitsPerToken: words,
    tokenizer: { type: 'word', minimumFrequency: 1, locale: 'en' },
  });
  const idsOf = ({ ranked }: Ranking) => ranked.map(({ run }) => run.id);

  test('are ranked by the bits that they need for a character, not by their losses', () => {
    const ranking = rankRuns([byCharacter, byWord]);
    expect(ranking.measure).toEqual({ by: 'bits' });
    expect(idsOf(ranking)).toEqual(['words', 'characters']);
    expect(ranking.ranked.map(({ figure }) => figure)).toEqual([
      expect.closeTo(5 / 5 / Math.LN2, 10),
      expect.closeTo(1.5 / Math.LN2, 10),
    ]);
    expect(idsOf(rankRuns([byCharacter, { ...byWord, unitsPerToken: null }]))).toEqual(['characters', 'words']);
  });

  test('are not ranked where rare tokens are left out, or the datasets or tasks differ', () => {
    const rare = { ...byWord, tokenizer: { ...byWord.tokenizer, minimumFrequency: 3 } };
    expect(rankRuns([byCharacter, rare]).measure).toEqual({ by: null, reason: 'unknownTokens' });
    const elsewhere = rankRuns([
      byCharacter,
      { ...byCharacter, id: 'other', datasetId: 'other', bestValidationLoss: 1 },
    ]);
    expect(elsewhere.measure).toEqual({ by: null, reason: 'datasets' });
    expect(elsewhere.ranked.map(({ figure }) => figure)).toEqual([null, null]);
    expect(idsOf(elsewhere)).toEqual(['characters', 'other']);
    const classifier = { ...byCharacter, model: { ...byCharacter.model, task: 'classification' as const } };
    expect(rankRuns([byCharacter, classifier]).measure).toEqual({ by: null, reason: 'tasks' });
  });

  test('are no ranking in a list that is sorted by their losses, unless it is grouped by what differs', () => {
    const elsewhere = { ...byCharacter, datasetId: 'other' };
    expect(whyNoRanking([byCharacter, byWord], 'none', 'best')).toBe('tokens');
    expect(whyNoRanking([byCharacter, byWord], 'none', 'bits')).toBeNull();
    expect(whyNoRanking([byCharacter, elsewhere], 'none', 'bits')).toBe('datasets');
    expect(whyNoRanking([byCharacter, elsewhere], 'dataset', 'best')).toBeNull();
    expect(whyNoRanking([byCharacter, elsewhere], 'none', 'created')).toBeNull();
  });
});

test('typed values are read in either language, and refused where they make no sense', () => {
  expect(parseValues('learningRate', '1e-3, 0.01 0.01')).toEqual([0.001, 0.01]);
  expect(parseValues('units', '６４、128')).toEqual([64, 128]);
  expect(parseValues('units', '64.5')).toBeNull();
  expect(parseValues('optimizer', 'Adam, sgd')).toEqual(['adam', 'sgd']);
  expect(parseValues('optimizer', 'adma')).toBeNull();
  expect(parseValues('seed', ' ')).toEqual([]);
});

test('runs are ranked by their best loss, and the axes have only what differs', () => {
  const { train } = aPreset();
  const withRate = (id: string, learningRate: number, loss: number | null) =>
    aRun({
      id,
      bestValidationLoss: loss,
      trainLoss: loss,
      train: { ...train, optimizer: { ...train.optimizer, learningRate } },
    });
  const { ranked } = rankRuns([withRate('slow', 0.001, 2), withRate('none', 0.1, null), withRate('good', 0.01, 1)]);
  expect(ranked.map(({ run }) => run.id)).toEqual(['good', 'slow', 'none']);
  expect(variedNames(ranked)).toEqual(['learningRate']);
  const [rate, loss] = parallelAxes(ranked, ['learningRate']);
  expect(rate.crossings).toEqual([0.5, 0, 1]);
  expect(loss.crossings).toEqual([0, 1, null]);
});

test('runs are ranked by a score of their task in the direction that is better, and only on the same data', () => {
  const model = { ...aRun().model, task: 'tagging' as const };
  const tagger = (id: string, entityF1?: number) =>
    aRun({ id, model, bestScores: entityF1 === undefined ? {} : { entityF1 } });
  const runs = [tagger('low', 0.6), tagger('none'), tagger('high', 0.9)];
  const scores = comparableScores(runs);
  expect(scores.map(({ name }) => name)).toContain('entityF1');
  const { ranked, score } = rankRuns(runs, chosenScore(scores, 'entityF1'));
  expect(score?.better).toBe('higher');
  expect(ranked.map(({ run, figure }) => [run.id, figure])).toEqual([
    ['high', 0.9],
    ['low', 0.6],
    ['none', null],
  ]);
  const errors = [2, 1].map((mae) =>
    aRun({ id: String(mae), model: { ...model, task: 'regression' }, bestScores: { mae } }),
  );
  const byError = rankRuns(errors, chosenScore(comparableScores(errors), 'mae'));
  expect(byError.ranked.map(({ run }) => run.id)).toEqual(['1', '2']);
  expect(comparableScores([tagger('a'), { ...tagger('b'), datasetId: 'other' }])).toEqual([]);
});
