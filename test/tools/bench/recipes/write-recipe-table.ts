import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { usedOperations } from '../../../../src-engine/recipes/choose-recipe.ts';
import type { RecipeRow } from '../../../../src-engine/recipes/recipe-table.ts';
import { projectFolder } from '../../../../src-main/cli/project.ts';
import { isBounded, trainingOf, withoutBound } from './recipe-results.ts';
import type { RecipeResult } from './recipe-results.ts';

const tablePath = join(projectFolder, 'src-engine', 'recipes', 'recipe-table.ts');
const TABLE_BEGINS = 'export const recipeTable';
/** Texts that a grammar has made. What suits them is measured too, but suits no text that a person has written. */
const generated = ['japanese-sentences'];
/** Losses that differ by less are alike: then the point wins that takes less. */
const ALIKE = 1.003;
/** A training that was at its best before this share of its epochs was too long for its text. */
const TOO_LONG = 0.87;
/** The epochs that such a training should have had, in those until its best: the falling rate brings the best at the end. */
const UNTIL_BEST = 1.3;
/** Amounts of computation are different ones where they differ by this factor. */
const MORE = 1.5;
/** Beyond the longest training that was measured, epochs may be so many times as many, and so many at least. */
const BEYOND = { times: 1.5, least: 12 };
/** The epochs of other rows whose training was not too long. */
const MANY_EPOCHS = 40;

/**
 * Writes the table from which recipes are chosen, with the best point for each text and amount of computation, and
 * returns it.
 */
export function writeRecipeTable(results: readonly RecipeResult[]): RecipeRow[] {
  const usable = results.filter(
    ({ text, best, point }) => best !== null && point.optimizer === 'adam' && !generated.includes(text),
  );
  const rows = [...Map.groupBy(usable, ({ text }) => text).values()].flatMap(rowsOfText);
  rows.sort((a, b) => a.tokens - b.tokens || a.vocabulary - b.vocabulary || a.operations - b.operations);
  const source = readFileSync(tablePath, 'utf8');
  const head = source.slice(0, source.indexOf(TABLE_BEGINS));
  const lines = rows.map((row) => `  { ${entriesOf(row)} },\n`).join('');
  writeFileSync(tablePath, `${head}${TABLE_BEGINS}: readonly RecipeRow[] = [\n${lines}];\n`);
  return rows;
}

function entriesOf(row: RecipeRow): string {
  return Object.entries(row)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');
}

/** The rows of a text, from little to much computation: one for each amount that made it better. */
function rowsOfText(results: readonly RecipeResult[]): RecipeRow[] {
  const amounts = [...new Set(results.map(({ operations }) => operations))].sort((a, b) => a - b);
  const bests = amounts.map((amount) => bestPoint(results.filter(({ operations }) => operations === amount)));
  const better = bests.filter(({ loss }, n) => bests.slice(0, n).every((smaller) => loss < smaller.loss));
  const rows = better.map(({ row, isTooLong, isBounded, epochs, bestEpoch }, n) => {
    const isLast = n === better.length - 1;
    const further = isLast ? Math.max(BEYOND.least, BEYOND.times * epochs) : MANY_EPOCHS;
    // More epochs than a bound allowed were not measured, which is told by a later row where there is one.
    const measured = isBounded && isLast ? epochs : further;
    const mostEpochs = Math.ceil(isTooLong ? UNTIL_BEST * bestEpoch : measured);
    return { ...row, mostEpochs, isLearnt: isTooLong || isBounded };
  });
  // A row that learnt its text is no answer where a later one did better with as little.
  const used = rows.map((row) => usedOperations(row, row));
  const kept = rows.filter((_, n) => used.slice(n + 1).every((later) => later > MORE * used[n]));
  // A text was not learnt yet if more computation did better with another point.
  return kept.map((row, n) => ({ ...row, isLearnt: row.isLearnt && n === kept.length - 1 }));
}

interface BestPoint {
  row: Omit<RecipeRow, 'mostEpochs' | 'isLearnt'>;
  loss: number;
  isTooLong: boolean;
  /** Whether its bound of epochs ended it, and not the computation. */
  isBounded: boolean;
  epochs: number;
  bestEpoch: number;
}

function bestPoint(results: readonly RecipeResult[]): BestPoint {
  const points = [...Map.groupBy(results, trainingOf).values()].map((group) => ({
    first: group[0],
    loss: meanOf(group, ({ best }) => best ?? Infinity),
    seconds: meanOf(group, ({ processorSeconds }) => processorSeconds),
    epochs: meanOf(group, ({ epochs }) => epochs),
    bestEpoch: meanOf(group, ({ bestEpoch, epochs }) => bestEpoch ?? epochs),
  }));
  const lowest = Math.min(...points.map(({ loss }) => loss));
  const alike = points.filter(({ loss }) => loss <= ALIKE * lowest);
  const { first, loss, epochs, bestEpoch } = alike.reduce((a, b) => (b.seconds < a.seconds ? b : a));
  const isWorseWhenShorter = points.some(
    (other) =>
      other.epochs < epochs &&
      other.loss > ALIKE * loss &&
      withoutBound(other.first.point) === withoutBound(first.point),
  );
  const { tokens, vocabularySize: vocabulary, operations } = first;
  const { layers, units, embedding, dropout, batchSize, sequenceLength, learningRate } = first.point;
  const row = { tokens, vocabulary, operations, layers, units, embedding, dropout };
  return {
    row: { ...row, batchSize, sequenceLength, learningRate },
    ...{ loss, epochs, bestEpoch },
    isTooLong: bestEpoch < TOO_LONG * epochs && !isWorseWhenShorter,
    isBounded: isBounded({ point: first.point, epochs }),
  };
}

function meanOf(results: readonly RecipeResult[], value: (result: RecipeResult) => number): number {
  return results.reduce((sum, result) => sum + value(result), 0) / results.length;
}
