import type { EvaluationRecord } from '../../contract/evaluation-records.ts';

type UnknownLabels = EvaluationRecord['leftOut']['unknownLabels'];

/** The classes of a file's rows, numbered as a network does. */
export interface NumberedLabels {
  /** By row; −1 for a label that the network does not know. */
  labels: Int32Array;
  /** The number of rows whose label it knows. */
  known: number;
  /** The most frequent first. */
  unknownLabels: UnknownLabels;
}

/** Numbers the labels of a file as a network does, whose classes are these; a file alone would number them by what occurs in it. */
export function numberLabels(
  labels: readonly number[] | Int32Array,
  found: readonly string[],
  classes: readonly string[],
): NumberedLabels {
  const numbers = new Map(classes.map((label, id) => [label, id]));
  const numbered = Int32Array.from(labels, (label) => numbers.get(found[label]) ?? -1);
  const counts = new Map<string, number>();
  labels.forEach((label, row) => {
    if (numbered[row] < 0) counts.set(found[label], (counts.get(found[label]) ?? 0) + 1);
  });
  const unknown = Array.from(counts, ([label, count]) => ({ label, count })).toSorted((a, b) => b.count - a.count);
  const known = numbered.reduce((sum, label) => sum + Number(label >= 0), 0);
  return { labels: numbered, known, unknownLabels: unknown };
}
