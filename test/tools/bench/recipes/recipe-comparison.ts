import { formatTable } from '../../../../src-main/cli/formats.ts';
import type { RecipeRow } from '../../../../src-engine/recipes/recipe-table.ts';
import { chosenPoint, OPERATIONS_PER_SECOND } from './chosen-point.ts';
import { isTrainingOf, trainingOf } from './recipe-results.ts';
import type { RecipePoint, RecipeResult } from './recipe-results.ts';

/** The studio's choice for a text and an amount of computation, beside the best that was found. */
export interface RecipeComparison {
  text: string;
  minutes: number;
  /** `null` where what the studio chooses now was not measured with all fresh seeds. */
  chosen: SeedLosses | null;
  best: SeedLosses;
  /** The chosen point's mean over the best one's, and the lowest that this may be by the interval of their difference. */
  ratio: { mean: number; low: number } | null;
}

interface SeedLosses {
  point: RecipePoint;
  results: readonly RecipeResult[];
  losses: number[];
  mean: number;
  /** Half of the 95 % interval of the mean, by Student's t. */
  reach: number;
  /** Mean seconds of the processor. */
  processorSeconds: number;
}

/** Student's 97.5 % quantiles for the mean of three seeds, and for the difference of two such means. */
const T_OF_MEAN = 4.303;
const T_OF_DIFFERENCE = 2.776;

/** Compares the points that were measured with all fresh seeds, for each text and amount of computation. */
export function compareWithBest(
  results: readonly RecipeResult[],
  { seeds, table }: { seeds: readonly number[]; table: readonly RecipeRow[] },
): RecipeComparison[] {
  const fresh = results.filter(({ seed, best }) => seeds.includes(seed) && best !== null);
  const groups = Map.groupBy(fresh, ({ text, operations }) => JSON.stringify([text, operations]));
  return [...groups.values()].flatMap((group) => {
    const points = [...Map.groupBy(group, trainingOf).values()]
      .map((each) => seeds.flatMap((seed) => each.find((result) => result.seed === seed) ?? []))
      .filter((each) => each.length === seeds.length)
      .map(seedLosses)
      .toSorted((a, b) => a.mean - b.mean);
    const [first] = group;
    const [best] = points;
    if (first === undefined || best === undefined) return [];
    const wanted = chosenPoint(first, table);
    const chosen = points.find(({ results: [result] }) => isTrainingOf(result, wanted)) ?? null;
    const minutes = first.operations / OPERATIONS_PER_SECOND / 60;
    return [{ text: first.text, minutes, chosen, best, ratio: chosen && ratioOf(chosen, best) }];
  });
}

function seedLosses(results: readonly RecipeResult[]): SeedLosses {
  const losses = results.map(({ best }) => best ?? NaN);
  const mean = meanOf(losses);
  return {
    point: results[0].point,
    results,
    losses,
    mean,
    reach: (T_OF_MEAN * deviation(losses)) / Math.sqrt(losses.length),
    processorSeconds: meanOf(results.map(({ processorSeconds }) => processorSeconds)),
  };
}

function ratioOf(chosen: SeedLosses, best: SeedLosses): { mean: number; low: number } {
  const error = Math.hypot(deviation(chosen.losses), deviation(best.losses)) / Math.sqrt(best.losses.length);
  const mean = chosen.mean / best.mean;
  return { mean, low: Math.max(1, mean - (T_OF_DIFFERENCE * error) / best.mean) };
}

export function comparisonTable(rows: readonly RecipeComparison[]): string {
  const header = ['text', 'minutes', 'chosen', 'nats', '±', 'best', 'nats', '±', 'ratio', 'at least', 'core s'];
  const cells = rows.map(({ text, minutes, chosen, best, ratio }) => [
    text,
    minutes.toFixed(minutes < 1 ? 1 : 0),
    ...(chosen === null ? ['not measured', '–', '–'] : lossCells(chosen)),
    ...lossCells(best),
    ratio?.mean.toFixed(3) ?? '–',
    ratio?.low.toFixed(3) ?? '–',
    (chosen ?? best).processorSeconds.toFixed(0),
  ]);
  return formatTable([header, ...cells], [1, 3, 4, 6, 7, 8, 9, 10]);
}

function lossCells({ point, mean, reach }: SeedLosses): string[] {
  return [describePoint(point), mean.toFixed(3), reach.toFixed(3)];
}

/** Such as “1×224 adam 0.02 16×64”. */
export function describePoint(point: RecipePoint): string {
  const { layers, units, embedding, dropout, optimizer, learningRate, batchSize, sequenceLength } = point;
  const parts = [
    ...(embedding > 0 ? [`e${embedding}`] : []),
    `${layers}×${units}`,
    ...(dropout > 0 ? [`d${dropout}`] : []),
    `${optimizer} ${learningRate}`,
    `${batchSize}×${sequenceLength}`,
  ];
  return parts.join(' ');
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
