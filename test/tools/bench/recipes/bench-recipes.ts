import type { Backend } from '../../../../src-engine/backends/backend.ts';
import { candidatePoints } from './candidates.ts';
import { chosenPoint, OPERATIONS_PER_SECOND } from './chosen-point.ts';
import { halve } from './halving.ts';
import { RecipeResults } from './recipe-results.ts';
import type { RecipePoint, RecipeResult } from './recipe-results.ts';
import { compareWithBest, comparisonTable } from './recipe-comparison.ts';
import { benchTexts, tokenize } from './texts.ts';
import type { TokenizedText } from './texts.ts';
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

const SEARCH_SEED = 1;
const FRESH_SEEDS = [101, 102, 103];

interface Amount {
  minutes: number;
  /** The ids of the texts; null means all. */
  texts: readonly string[] | null;
  /** `false` means that nothing is searched, and that only the studio's choice is measured. */
  isSearched: boolean;
  /** The seeds of the trainings that are compared. */
  seeds: readonly number[];
}

/** The amounts of computation, in the order in which they are measured. */
const AMOUNTS: readonly Amount[] = [
  { minutes: 1, texts: null, isSearched: true, seeds: FRESH_SEEDS },
  { minutes: 5, texts: null, isSearched: true, seeds: FRESH_SEEDS },
  {
    minutes: 20,
    // A large text, a middle one and a short one.
    texts: ['tinyshakespeare', 'soseki-neko', 'moby-dick-50k'],
    isSearched: false,
    seeds: FRESH_SEEDS.slice(0, 1),
  },
];

/** A text with an amount of computation. */
interface Task {
  id: string;
  text: TokenizedText;
  operations: number;
}

/**
 * A finalist whose first training lies further above the best one gets no other seeds: on large texts, losses of
 * different seeds lie within half a percent, and a choice is asked to be within three.
 */
const NEAR = 1.01;

class OutOfTime extends Error {}

/**
 * Looks for the best network and training for each text and amount of computation by successive halving, and compares
 * it with the choice of the studio, on fresh seeds, one amount after the other, so that the choice knows the results of
 * the previous amounts. Prints the table of all measurements, now or before.
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

  /** Resolves with the finalists of halving, each trained with all of the computation once. */
  async function search({ id, text, operations }: Task, seed: number): Promise<RecipeResult[]> {
    const train = (point: RecipePoint, share: number) => measure(id, text, share * operations, point, SEARCH_SEED);
    const finalists = await halve(candidatePoints(sizesOf({ id, text, operations })), train);
    const results: RecipeResult[] = [];
    for (const point of finalists) results.push(await measure(id, text, operations, point, seed));
    return results;
  }

  async function measureAmount({ isSearched, seeds }: Amount, tasks: readonly Task[]): Promise<void> {
    const found = new Map<Task, RecipeResult[]>();
    if (isSearched) for (const task of tasks) found.set(task, await search(task, seeds[0]));
    const known = writeRecipeTable(results.all());
    for (const task of tasks) {
      const { id, text, operations } = task;
      const repeat = async (point: RecipePoint): Promise<RecipeResult[]> => {
        const results: RecipeResult[] = [];
        for (const seed of seeds) results.push(await measure(id, text, operations, point, seed));
        return results;
      };
      const [chosen] = await repeat(chosenPoint(sizesOf(task), known));
      for (const { point } of rivals(chosen, found.get(task) ?? [])) await repeat(point);
    }
  }

  try {
    const tokenized = await Promise.all(wanted.map(async (text) => ({ id: text.id, text: await tokenize(text) })));
    for (const amount of AMOUNTS) await measureAmount(amount, tasksOf(amount, tokenized));
  } catch (error) {
    if (!(error instanceof OutOfTime)) throw error;
    process.stderr.write('The time is over. What was measured is kept; the next bench goes on from here.\n');
  }
  const table = writeRecipeTable(results.all());
  const rows = compareWithBest(results.all(), { seeds: FRESH_SEEDS, table });
  await writeResultsTable(rows, results.all());
  process.stdout.write(json ? `${JSON.stringify({ bench: 'recipes', rows })}\n` : `${comparisonTable(rows)}\n`);
}

function tasksOf({ minutes, texts }: Amount, tokenized: readonly Omit<Task, 'operations'>[]): Task[] {
  const wanted = tokenized.filter(({ id }) => texts?.includes(id) ?? true);
  return wanted.map((each) => ({ ...each, operations: minutes * 60 * OPERATIONS_PER_SECOND }));
}

function sizesOf({ text, operations }: Task) {
  return { tokens: text.ids.length, vocabularySize: text.vocabularySize, operations };
}

/** Returns the finalists that may be better than what the studio chooses, by their first trainings. */
function rivals(chosen: RecipeResult, finalists: readonly RecipeResult[]): RecipeResult[] {
  const loss = ({ best }: RecipeResult): number => best ?? Infinity;
  const lowest = Math.min(...[chosen, ...finalists].map(loss));
  return finalists.filter((finalist) => loss(finalist) <= NEAR * lowest);
}
