import type { DatasetContent } from '../../../src-engine/spec/engine-protocol.ts';
import type { EvaluationRecord } from '../../contract/evaluation-records.ts';

type UnknownLabels = EvaluationRecord['leftOut']['unknownLabels'];

/** Rows of a file with classes that a network knows. */
export interface KnownRows {
  /** The places in the file's content. */
  rows: number[];
  /** The network's number of each row's class. */
  labels: Int32Array;
  unknownLabels: UnknownLabels;
}

/**
 * Numbers the labels of a file as a network does, whose classes are these; a file alone would number them by what occurs in it. Rows with a
 * label that the network does not know are left out, and told with the most frequent first.
 */
export function knownRows(
  { labels, classes: found }: Pick<Extract<DatasetContent, { kind: 'labelled' }>, 'labels' | 'classes'>,
  classes: readonly string[],
): KnownRows {
  const numbers = new Map(classes.map((label, id) => [label, id]));
  const ids = found.map((label) => numbers.get(label) ?? -1);
  const rows = Array.from(labels.keys()).filter((row) => ids[labels[row]] >= 0);
  const counts = new Map<string, number>();
  for (const label of labels) {
    if (ids[label] < 0) counts.set(found[label], (counts.get(found[label]) ?? 0) + 1);
  }
  return {
    rows,
    labels: Int32Array.from(rows, (row) => ids[labels[row]]),
    unknownLabels: Array.from(counts, ([label, count]) => ({ label, count })).toSorted((a, b) => b.count - a.count),
  };
}
