import type { DatasetContent } from '../spec/dataset-content.ts';
import type { SequencePreparation } from '../spec/preparation-spec.ts';
import type { SequenceSamples } from '../training/sequence-data.ts';
import { encodeSequence } from './encode-sequence.ts';
import { sequenceWidth } from './fit/prepare-sequences.ts';
import { matchColumns } from './rows/match-columns.ts';
import { readLabelledTable } from './rows/read-series-table.ts';

type LabelledSeries = Extract<DatasetContent, { kind: 'labelled-series' }>;

/** Sequences of numbers with a class each, as samples of `createSequenceData`. Padding is 0, and masked by the lengths. */
export function labelledSeriesSamples(
  { table, layout }: LabelledSeries,
  preparation: SequencePreparation,
  classWeights: readonly number[] | null,
): SequenceSamples {
  const width = sequenceWidth(preparation);
  const sequences = matchColumns({ layout, pieces: readLabelledTable(table, layout) }, preparation.columns);
  const encoded = sequences.map((rows) => encodeSequence(rows, preparation));
  const labels = layout.pieces.map(({ label }) => label);
  return {
    lengths: encoded.map(({ length }) => length / width),
    labels,
    fill(rows, steps) {
      const features = new Float32Array(steps * rows.length * width);
      const targets = new Int32Array(rows.length).fill(-1);
      let weight = 0;
      rows.forEach((sample, b) => {
        if (sample === undefined) return;
        const values = encoded[sample];
        for (let t = 0; t < Math.min(steps, values.length / width); t++) {
          features.set(values.subarray(t * width, (t + 1) * width), (t * rows.length + b) * width);
        }
        targets[b] = labels[sample];
        weight += classWeights?.[labels[sample]] ?? 1;
      });
      return { input: { features }, targets, weight };
    },
  };
}
