import { isRecurrent } from '../../../../src-engine/cells/index.ts';
import { chooseRecipe } from '../../../../src-engine/recipes/choose-recipe.ts';
import type { RecipeRow } from '../../../../src-engine/recipes/recipe-table.ts';
import type { RecipePoint, RecipeResult } from './recipe-results.ts';

/** The machine for which a minute is so much computation: two cores, as fast as the build machine's. */
export const OPERATIONS_PER_SECOND = 9e10;

/** Returns the choice of the studio, by a table, for a text and an amount of computation. */
export function chosenPoint(
  { tokens, vocabularySize, operations }: Pick<RecipeResult, 'tokens' | 'vocabularySize' | 'operations'>,
  table: readonly RecipeRow[],
): RecipePoint {
  const budget = { kind: 'time', seconds: operations / OPERATIONS_PER_SECOND } as const;
  const question = { tokens, vocabularySize, documents: 1, budget, operationsPerSecond: OPERATIONS_PER_SECOND };
  const { model, train, mostEpochs } = chooseRecipe(question, table);
  const recurrent = model.layers.filter(isRecurrent);
  const embedding = model.layers.find((layer) => layer.type === 'embedding');
  const dropout = model.layers.find((layer) => layer.type === 'dropout');
  const { batchSize, sequenceLength, optimizer } = train;
  return {
    layers: recurrent.length,
    units: recurrent[0]?.units ?? 0,
    embedding: embedding?.dim ?? 0,
    dropout: dropout?.rate ?? 0,
    batchSize,
    sequenceLength,
    learningRate: optimizer.learningRate,
    optimizer: 'adam',
    mostEpochs,
  };
}
