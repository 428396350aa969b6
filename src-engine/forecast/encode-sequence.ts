import type { SequencePreparation } from '../spec/preparation-spec.ts';
import type { SeriesRows } from './rows/series-rows.ts';

/** (rows, width): what a classifier reads of a sequence. A number that is not known is read as the mean, a category as none. */
export function encodeSequence(
  { rows, values }: Pick<SeriesRows, 'rows' | 'values'>,
  { columns }: SequencePreparation,
): Float32Array {
  const channels = columns.flatMap(({ categories, scale }, column): ((row: number) => number)[] => {
    const of = values[column];
    if (categories !== null) return categories.map((_, category) => (row) => (of[row] === category ? 1 : 0));
    return [(row) => (Number.isNaN(of[row]) ? 0 : (of[row] - scale.mean) / scale.deviation)];
  });
  const encoded = new Float32Array(rows * channels.length);
  channels.forEach((read, channel) => {
    for (let row = 0; row < rows; row++) encoded[row * channels.length + channel] = read(row);
  });
  return encoded;
}
