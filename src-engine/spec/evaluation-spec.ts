import type { MetricName } from '../tasks/facts.ts';

/**
 * The figures of a network's predictions of a validation part, by the names that `taskFacts` lists for its task. One that is not defined for
 * this part, such as R² of a column that never changes, is left out.
 */
export type Scores = Partial<Record<MetricName, number>>;

/** The counts that the scores were computed from, or the scores of each column. */
export type Breakdown =
  | { kind: 'classes'; confusion: ConfusionCell[] }
  | { kind: 'tags'; confusion: ConfusionCell[]; entities: EntityCounts[] }
  /** The scores are in the order of the columns that are predicted. */
  | { kind: 'columns'; columns: Scores[] };

/**
 * The number of targets of one class that were taken for another, or for their own. Pairs that do not occur are left
 * out.
 */
export type ConfusionCell = [actual: number, predicted: number, count: number];

/** The entities of one type, such as `PER`: how many were predicted, how many there are, and how many are both, from end to end. */
export interface EntityCounts {
  type: string;
  predicted: number;
  actual: number;
  correct: number;
}
