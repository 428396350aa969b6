import type { Backend } from '../../../../src-engine/backends/backend.ts';
import { candidatePoints } from './candidates.ts';
import { chosenPoint, OPERATIONS_PER_SECOND } from './chosen-point.ts';
import { halve } from './halving.ts';
import { RecipeResults } from './recipe-results.ts';
import type { RecipePoint, RecipeResult } from './recipe-results.ts';
import { compareWithBest, comparisonTable } from './recipe-comparison.ts';
import { benchTexts, tokenize } from './texts.ts';
import type { BenchText, TokenizedText } from './texts.ts';
import { trainPoint } from './train-point.ts';
import { writeRecipeTable } from './write-recipe-table.ts';
import { writeResultsTable } from './write-results-table.ts';

interface RecipeBench {
  createBackend: () => Backend;
  /** Begins no training after so many minutes; what was done is kept, and the next bench goes on from there. Null means no limit. */
  minutes: number | null;
  /** The folder of the texts that do not come with the project; null means the one that lies beside it. */
  folder: string | null;
  /** Texts by their ids; null means all. */
  texts: readonly string[] | null;
  json: boolean;
}

/** Minutes at which each text is measured, and those at which only some are. */
const EVERYWHERE = [1, 5];
const SOMEWHERE = { minutes: 20, texts: ['tinyshakespeare', 'soseki-neko', 'moby-dick'] };
const SEARCH_SEED = 1;
const FRESH_SEEDS = [101, 102, 103];

class OutOfTime extends Error {}

/**
 * Looks for the best network and training for each text and amount of computation by successive halving, and compares it
 * with what the studio chooses, on fresh seeds. Prints the table of all that was measured, now or before.
 */
export async function benchRecipes({ createBackend, minutes, folder, texts, json }: RecipeBench): Promise<void> {
  const results = new RecipeResults();
  const until = minutes === null ? Infinity : performance.now() + minutes * 60_000;
  const wanted = benchTexts(folder).filter(({ id, isHere }) => isHere && (texts?.includes(id) ?? true));

  async function measure(id: string, text: TokenizedText, operations: number, point: RecipePoint, seed: number) {
    const known = results.find({ text: id, operations, point, seed });
    if (known !== undefined) return known;
    if (performance.now() > until) throw new OutOfTime();
    const measured = await trainPoint({ createBackend, text, point, operations, seed });
    const sizes = { tokens: text.ids.length, vocabularySize: text.vocabularySize };
    const result: RecipeResult = { text: id, ...sizes, operations, point, seed, ...measured };
    results.add(result);
    if (!json) process.stderr.write(`${id}, ${operations.toExponential(1)} operations: ${String(result.best)}\n`);
    return result;
  }

  try {
    for (const { id, text, operations } of await plan(wanted)) {
      const train = (point: RecipePoint, share: number) => measure(id, text, share * operations, point, SEARCH_SEED);
      const amounts = { tokens: text.ids.length, vocabularySize: text.vocabularySize, operations };
      const chosen = chosenPoint(amounts);
      for (const seed of FRESH_SEEDS) await measure(id, text, operations, chosen, seed);
      const [best] = await halve(candidatePoints(amounts), train);
      for (const seed of FRESH_SEEDS) if (best) await measure(id, text, operations, best.point, seed);
    }
  } catch (error) {
    if (!(error instanceof OutOfTime)) throw error;
    process.stderr.write('The time is over. What was measured is kept; the next bench goes on from here.\n');
  }
  await writeRecipeTable(results.all());
  const rows = compareWithBest(results.all(), FRESH_SEEDS);
  await writeResultsTable(rows, results.all());
  process.stdout.write(json ? `${JSON.stringify({ bench: 'recipes', rows })}\n` : `${comparisonTable(rows)}\n`);
}

async function plan(texts: readonly BenchText[]) {
  const tokenized = await Promise.all(texts.map(async (text) => ({ id: text.id, text: await tokenize(text) })));
  const points = (minutes: number, ids: readonly string[] | null) =>
    tokenized
      .filter(({ id }) => ids?.includes(id) ?? true)
      .map((each) => ({ ...each, operations: minutes * 60 * OPERATIONS_PER_SECOND }));
  return [...EVERYWHERE.flatMap((minutes) => points(minutes, null)), ...points(SOMEWHERE.minutes, SOMEWHERE.texts)];
}
