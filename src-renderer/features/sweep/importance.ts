import type { RankedRun } from './ranking.ts';
import type { SweptName, SweptValue } from '../../../src-engine/sweeps/swept-values.ts';

/**
 * Returns the share of the ranking of the runs that a setting explains by itself, 0 to 1: η² of the Kruskal–Wallis test
 * (Tomczak & Tomczak 2014), which is the main effect of a functional ANOVA on the ranks of the figures. It assumes no
 * shape, so that a best value in the middle counts, and no run that diverged outweighs all others. Many different
 * numbers are taken in bins of equally many runs. Null means that there are too few runs to say.
 */
export function importanceOf(ranked: readonly RankedRun[], name: SweptName): number | null {
  const measured = ranked.flatMap(({ figure, values }) => (figure === null ? [] : [{ figure, value: values[name] }]));
  const bins = binned(measured.map(({ value }) => value));
  const groups = Map.groupBy(
    ranksOf(measured.map(({ figure }) => figure)).map((rank, index) => ({ rank, bin: bins[index] })),
    ({ bin }) => bin,
  );
  const [n, k] = [measured.length, groups.size];
  if (k < 2 || n - k < 2) return null;
  const sum = [...groups.values()].reduce((total, members) => {
    const ranks = members.reduce((own, { rank }) => own + rank, 0);
    return total + ranks ** 2 / members.length;
  }, 0);
  const ties = tiesIn(measured.map(({ figure }) => figure));
  if (ties === 1) return 0;
  const h = ((12 / (n * (n + 1))) * sum - 3 * (n + 1)) / (1 - ties);
  return Math.min(1, Math.max(0, (h - k + 1) / (n - k)));
}

/** Returns the ranks from 1; equal values share the mean of their ranks. */
function ranksOf(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b || 0);
  return values.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2 + 1);
}

/** The share by which equal values reduce the variance of the ranks; 1 means that all are equal. */
function tiesIn(values: readonly number[]): number {
  const n = values.length;
  const counts = [...Map.groupBy(values, (value) => value).values()].map(({ length }) => length);
  return counts.reduce((sum, count) => sum + count ** 3 - count, 0) / (n ** 3 - n);
}

/** The bin of each value, which is the value itself or, among many different numbers, one of some quantiles. */
function binned(values: readonly SweptValue[]): SweptValue[] {
  const isRepeated = new Set(values).size <= values.length / 2;
  const most = Math.max(2, Math.floor(Math.sqrt(values.length)));
  const numbers = values.filter((value) => typeof value === 'number');
  if (isRepeated || numbers.length < values.length) return [...values];
  const sorted = numbers.toSorted((a, b) => a - b);
  return values.map((value) => Math.floor((sorted.indexOf(Number(value)) * most) / values.length));
}
