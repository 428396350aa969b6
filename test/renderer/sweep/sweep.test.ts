import { expect, test } from 'vitest';
import { gridOf, randomOf, type SweptAxis } from '../../../src-renderer/features/sweep/combinations.ts';
import { parallelAxes } from '../../../src-renderer/features/sweep/parallel-axes.ts';
import { parseValues } from '../../../src-renderer/features/sweep/parse-values.ts';
import { rankRuns, variedNames } from '../../../src-renderer/features/sweep/ranking.ts';
import { sweptValuesOf, withValues } from '../../../src-renderer/features/sweep/sweep-settings.ts';
import { aPreset, aRun } from '../sample-records.ts';

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
  const ranked = rankRuns([withRate('slow', 0.001, 2), withRate('none', 0.1, null), withRate('good', 0.01, 1)]);
  expect(ranked.map(({ run }) => run.id)).toEqual(['good', 'slow', 'none']);
  expect(variedNames(ranked)).toEqual(['learningRate']);
  const [rate, loss] = parallelAxes(ranked, ['learningRate']);
  expect(rate.crossings).toEqual([0.5, 0, 1]);
  expect(loss.crossings).toEqual([0, 1, null]);
});
