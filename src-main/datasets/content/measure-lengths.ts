import type { TaggedSentence } from '../../../src-engine/spec/dataset-content.ts';
import type { LabelledSeriesLayout } from '../../../src-engine/spec/series-layout.ts';
import type { LengthHistogram, LengthUnit } from '../../contract/datasets/dataset-views.ts';
import type { DatasetRow } from '../../db/dataset-table.ts';
import type { LabelledRow, TextLayout } from './stored-content.ts';
import type { StoredPieces } from './stored-pieces.ts';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const linesAtOnce = 2000;

/** Measures the lengths of a dataset's texts, piece by piece; null where it holds one table of numbers, or nothing but empty lines. */
export async function measureLengths(
  { kind, layout }: Pick<DatasetRow, 'kind' | 'layout'>,
  pieces: StoredPieces,
): Promise<LengthHistogram | null> {
  switch (kind) {
    case 'numeric':
    case 'series':
      return null;
    case 'labelled':
      return histogram('texts', await countRows(pieces, (line) => codePoints((JSON.parse(line) as LabelledRow).text)));
    case 'sequences':
      return histogram(
        'sequences',
        await countRows(pieces, (line) => (JSON.parse(line) as { features: unknown[] }).features.length),
      );
    case 'labelled-series':
      return histogram('sequences', sequenceLengths(JSON.parse(layout ?? '{}') as LabelledSeriesLayout));
    case 'tagged':
      return histogram(
        'sentences',
        await countRows(pieces, (line) => (JSON.parse(line) as TaggedSentence).tokens.length),
      );
    case 'text':
      return layout === null
        ? histogram('lines', await countLines(pieces))
        : histogram('documents', await countDocuments(pieces, (JSON.parse(layout) as TextLayout).documents));
  }
}

/** The number of texts of each length. */
class LengthCounts {
  readonly counts = new Map<number, number>();

  add(length: number): void {
    this.counts.set(length, (this.counts.get(length) ?? 0) + 1);
  }
}

function sequenceLengths({ pieces }: LabelledSeriesLayout): LengthCounts {
  const lengths = new LengthCounts();
  for (const { rows } of pieces) lengths.add(rows);
  return lengths;
}

async function countRows(pieces: StoredPieces, lengthOf: (line: string) => number): Promise<LengthCounts> {
  const lengths = new LengthCounts();
  for (let first = 0; ; first += linesAtOnce) {
    const lines = await pieces.lines(first, linesAtOnce);
    for (const line of lines) lengths.add(lengthOf(line));
    if (lines.length < linesAtOnce) return lengths;
  }
}

async function countLines(pieces: StoredPieces): Promise<LengthCounts> {
  const lengths = new LengthCounts();
  let length = 0;
  let last = 0;
  const end = () => {
    const written = last === carriageReturn ? length - 1 : length;
    if (written > 0) lengths.add(written);
    length = 0;
  };
  for await (const piece of allOf(pieces)) {
    for (const byte of piece) {
      if (byte === lineFeed) end();
      else if (beginsCharacter(byte)) length++;
      last = byte;
    }
  }
  end();
  return lengths;
}

async function countDocuments(pieces: StoredPieces, documentBytes: readonly number[]): Promise<LengthCounts> {
  const lengths = new LengthCounts();
  let document = 0;
  let left = documentBytes[0] ?? 0;
  let length = 0;
  for await (const piece of allOf(pieces)) {
    for (const byte of piece) {
      if (beginsCharacter(byte)) length++;
      if (--left > 0) continue;
      lengths.add(length);
      length = 0;
      left = documentBytes[++document] ?? 0;
    }
  }
  return lengths;
}

async function* allOf(pieces: StoredPieces): AsyncGenerator<Uint8Array> {
  for (let ordinal = 0; ; ordinal++) {
    const piece = await pieces.piece(ordinal);
    if (piece === null) return;
    yield piece;
  }
}

const beginsCharacter = (byte: number) => (byte & 0xc0) !== 0x80;

function codePoints(text: string): number {
  let count = text.length;
  for (let i = 0; i < text.length; i++) if ((text.codePointAt(i) ?? 0) > 0xffff) count--;
  return count;
}

const mostBins = 30;
/** Texts longer than almost all others share the last bin, so that a single long line does not squash the others. */
const shownShare = 0.99;

function histogram(unit: LengthUnit, { counts }: LengthCounts): LengthHistogram | null {
  const sorted = [...counts].toSorted(([a], [b]) => a - b);
  const count = sorted.reduce((sum, [, times]) => sum + times, 0);
  const [shortest] = sorted[0] ?? [];
  const [longest] = sorted.at(-1) ?? [];
  if (shortest === undefined || longest === undefined) return null;
  const usual = quantile(sorted, count * shownShare);
  const width = roundUp((usual - shortest + 1) / mostBins);
  const start = Math.floor(shortest / width) * width;
  const binCount = Math.floor((usual - start) / width) + 1;
  const bins = Array.from({ length: binCount }, (_, bin) => ({
    from: start + bin * width,
    to: start + (bin + 1) * width - 1,
    count: 0,
  }));
  for (const [length, times] of sorted)
    bins[Math.min(binCount - 1, Math.floor((length - start) / width))].count += times;
  const last = bins[binCount - 1];
  last.to = Math.max(last.to, longest);
  return { unit, count, shortest, median: quantile(sorted, count / 2), longest, bins };
}

/** The length up to which there are at least so many. */
function quantile(sorted: readonly (readonly [length: number, times: number])[], atLeast: number): number {
  let sum = 0;
  for (const [length, times] of sorted) {
    sum += times;
    if (sum >= atLeast) return length;
  }
  return sorted.at(-1)?.[0] ?? 0;
}

/** 1, 2, 5, 10, 20, 50, … */
function roundUp(value: number): number {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(value)));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value) ?? power;
}
