import type { ConfusionCell as CountedCell } from '../../../src-engine/spec/evaluation-spec.ts';
import type { ConfusionRecord } from '../../../src-main/contract/insight-records.ts';
import type { Locale } from '../../locales/use-locale.ts';
import type { HeatMatrix } from '../../charts/heat/heat-matrix.ts';

export type ConfusedText = ConfusionRecord['rows'][number];

/** A cell of the matrix, by class numbers. */
export interface ConfusionCell {
  actual: number;
  predicted: number;
}

/** Says how many texts were told right, and which texts these are. */
export function confusionSummary(
  { rows, total, isHeldBack }: Pick<ConfusionRecord, 'rows' | 'total' | 'isHeldBack'>,
  { t, integer, percent, sentences }: Pick<Locale, 't' | 'integer' | 'percent' | 'sentences'>,
): string {
  const right = rows.filter(({ actual, predicted }) => actual === predicted).length;
  const values = { share: percent(right / Math.max(1, rows.length), 1), n: integer(rows.length), all: integer(total) };
  const data = t(isHeldBack ? 'playground.ofHeldBack' : 'playground.ofTraining', values);
  return rows.length < total ? sentences(data, t('playground.textsCut', values)) : data;
}

/** counts[actual][predicted]. */
export function confusionCounts(rows: readonly ConfusionCell[], classes: number): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const { actual, predicted } of rows) {
    const row = counts[actual];
    if (row !== undefined) row[predicted] = (row[predicted] ?? 0) + 1;
  }
  return counts;
}

/** The same of counts that are there already, without those of 0. */
export function countsOfCells(cells: readonly CountedCell[], classes: number): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const [actual, predicted, count] of cells) {
    const row = counts[actual];
    if (row !== undefined) row[predicted] = count;
  }
  return counts;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Numbers of the classes that take part in the most mistakes, at most so many, in their own order. */
export function mostConfused(counts: readonly (readonly number[])[], most: number): number[] {
  const mistakes = counts.map((row, id) => {
    const right = row[id] ?? 0;
    return sum(row) + sum(counts.map((other) => other[id] ?? 0)) - 2 * right;
  });
  return counts
    .map((_, id) => id)
    .toSorted((a, b) => (mistakes[b] ?? 0) - (mistakes[a] ?? 0))
    .slice(0, most)
    .sort((a, b) => a - b);
}

/** Texts of a cell: of mistakes first those that the model was surest of, which may be labelled wrongly; of right ones the last. */
export function textsOfCell(rows: readonly ConfusedText[], { actual, predicted }: ConfusionCell): ConfusedText[] {
  const direction = actual === predicted ? 1 : -1;
  return rows
    .filter((row) => row.actual === actual && row.predicted === predicted)
    .sort((a, b) => direction * (a.probability - b.probability) || a.row - b.row);
}

export const matrixOf = (counts: readonly (readonly number[])[]): HeatMatrix => ({
  rows: counts.length,
  columns: counts.length,
  values: Float32Array.from(counts.flat()),
});
