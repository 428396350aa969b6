import { expect, test } from 'vitest';
import { validateModel } from '../../../src-engine/models/validate-model.ts';
import { validateTraining } from '../../../src-engine/models/validate-training.ts';
import { chooseRecipe } from '../../../src-engine/recipes/choose-recipe.ts';
import type { RecipeRow } from '../../../src-engine/recipes/recipe-table.ts';
import { createLanguageModelData } from '../../../src-engine/training/language-model-data.ts';

const sizes = [40, 400, 4_000, 40_000, 400_000, 4_000_000, 40_000_000];
const alphabets = [2, 30, 256, 3_000, 30_000];
const budgets = [5, 60, 300, 1200, 86_400];

test('whatever the text, the alphabet, the time and the machine, what is chosen can be trained', () => {
  for (const tokens of sizes)
    for (const vocabularySize of alphabets)
      for (const seconds of budgets)
        for (const operationsPerSecond of [1e9, 1e11]) {
          const question = { tokens, vocabularySize, documents: 1, operationsPerSecond };
          const { model, train, mostEpochs } = chooseRecipe({ ...question, budget: { kind: 'time', seconds } });
          expect(validateModel(model)).toEqual([]);
          expect(validateTraining(model, train)).toEqual([]);
          expect(mostEpochs).toBeGreaterThanOrEqual(1);
          expect(train.batchSize * train.sequenceLength).toBeLessThan(0.9 * tokens);
          expect(train.sequenceLength).toBeGreaterThanOrEqual(1);
        }
});

test('a short text has batches so small that an epoch has several steps', () => {
  const budget = { kind: 'time', seconds: 60 } as const;
  for (const tokens of [300, 4_000]) {
    const { train } = chooseRecipe({ tokens, vocabularySize: 30, documents: 1, budget, operationsPerSecond: 1e10 });
    const { training } = createLanguageModelData([new Int32Array(tokens)], train);
    expect(training.count).toBeGreaterThanOrEqual(8);
  }
});

const row = (changes: Partial<RecipeRow>): RecipeRow => ({
  ...{ tokens: 1e6, vocabulary: 60, operations: 1e12, layers: 1, units: 100, embedding: 0, dropout: 0 },
  ...{ batchSize: 16, sequenceLength: 64, learningRate: 0.01, mostEpochs: 1e5, isLearnt: false },
  ...changes,
});

test('the choice is what was measured for the nearest text and computation, scaled to what lies between', () => {
  const table = [row({ units: 96 }), row({ units: 192, operations: 1e13 }), row({ units: 48, tokens: 1e4 })];
  const unitsFor = (tokens: number, seconds: number, operationsPerSecond: number) => {
    const budget = { kind: 'time', seconds } as const;
    const question = { tokens, vocabularySize: 60, documents: 1, budget, operationsPerSecond };
    const { model, train } = chooseRecipe(question, table);
    const units = model.layers.flatMap((layer) => (layer.type === 'lstm' ? [layer.units] : []));
    return [...units, train.optimizer.learningRate];
  };
  expect(unitsFor(1e6, 20, 5e10)).toEqual([96, 0.01]);
  expect(unitsFor(1e6, 200, 5e10)).toEqual([192, 0.01]);
  expect(unitsFor(1e6, 200, 5e9)).toEqual([96, 0.01]); // a machine that is ten times as slow
  expect(unitsFor(1e6, 200 * 81, 5e10)).toEqual([192 + 192, 0.005]); // never more than twice as large
  expect(unitsFor(1e4, 2, 5e10)[0]).toBeLessThan(96);
});

test('a shorter text that is read as often as a longer one was gets the dropout that the longer one needed then', () => {
  const table = [row({ operations: 5e12, dropout: 0 }), row({ operations: 4e13, dropout: 0.5 })];
  const dropoutFor = (tokens: number) => {
    const budget = { kind: 'time', seconds: 100 } as const;
    const question = { tokens, vocabularySize: 60, documents: 1, budget, operationsPerSecond: 1e11 };
    return chooseRecipe(question, table).model.layers.some(({ type }) => type === 'dropout');
  };
  expect(dropoutFor(1e6)).toBe(false);
  expect(dropoutFor(4e5)).toBe(true);
});
