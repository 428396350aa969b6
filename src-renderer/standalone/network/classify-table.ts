import { encodeSequence } from '../../../src-engine/forecast/encode-sequence.ts';
import type { SeriesRows } from '../../../src-engine/forecast/rows/series-rows.ts';
import { computeOutputs } from '../../../src-engine/interchange/compute-outputs.ts';
import type { Model } from '../../../src-engine/models/model.ts';
import type { SequencePreparation } from '../../../src-engine/spec/preparation-spec.ts';

/** The shares of the classes of a sequence, in their order. */
export interface SequenceShares {
  series: string | null;
  shares: number[];
}

/** Tells how likely each class is for each sequence of rows. */
export async function classifyTable(
  { model, preparation }: { model: Model; preparation: SequencePreparation },
  sequences: readonly SeriesRows[],
): Promise<SequenceShares[]> {
  const told: SequenceShares[] = [];
  for (const rows of sequences) {
    const features = encodeSequence(rows, preparation);
    const input = { batch: 1, steps: rows.rows, ids: null, features, lengths: null };
    told.push({ series: rows.series, shares: softmax(await computeOutputs(model, input)) });
  }
  return told;
}

function softmax(logits: Float64Array): number[] {
  const largest = Math.max(...logits);
  const weights = Array.from(logits, (logit) => Math.exp(logit - largest));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
