import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import type { DatasetContent, TaggedSentence } from '../../../src-engine/spec/dataset-content.ts';
import type { LabelledSeriesLayout, SeriesLayout } from '../../../src-engine/spec/series-layout.ts';
import type { DatasetRow } from '../../db/dataset-table.ts';
import type { Store } from '../../db/open-store.ts';
import type { CompressedChunk } from '../../db/text-chunks.ts';
import { sortedClasses } from '../columns/class-numbers.ts';

/** Also bounds what a preview has to read: 100,000 characters are at most 400 kB. */
export const chunkBytes = 4 * 2 ** 20;

const decompress = promisify(zstdDecompress);

/** A row of a labelled dataset, as it is stored: a JSON object a line. */
export interface LabelledRow {
  text: string;
  label: string;
}

/** The layout of a content that has more than one document, or numbers: its bytes alone do not tell it. */
export interface TextLayout {
  /** Bytes of each document; they follow one another. */
  documents: number[];
  heldBack?: number;
}

/** The layout of rows or sentences that bring a validation part: the last of them. */
interface RowsLayout {
  heldBack?: number;
}

export interface NumericLayout {
  features: string[];
  targets: string[];
  horizon: number;
}

type StoredContent = Pick<DatasetRow, 'text_key' | 'kind' | 'layout'>;

export async function readBeginning(store: Store, textKey: number): Promise<Uint8Array> {
  const chunk = store.texts.chunk(textKey, 0);
  return chunk === undefined ? new Uint8Array(0) : decompressPiece(chunk);
}

export function decompressPiece({ content }: CompressedChunk): Promise<Uint8Array> {
  return decompress(content, { maxOutputLength: chunkBytes });
}

/** All bytes of a content as it is stored, piece by piece. */
export async function* readPieces(store: Store, textKey: number): AsyncGenerator<Uint8Array> {
  for (let ordinal = 0; ; ordinal++) {
    const chunk = store.texts.chunk(textKey, ordinal);
    if (chunk === undefined) return;
    yield await decompressPiece(chunk);
  }
}

/** Holds the bytes once, and one compressed piece. */
async function readBytes(store: Store, textKey: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(store.texts.bytes(textKey));
  let filled = 0;
  for await (const piece of readPieces(store, textKey)) {
    bytes.set(piece, filled);
    filled += piece.length;
  }
  return bytes.subarray(0, filled);
}

/** All of a dataset, as a network learns from it. */
export async function readContent(store: Store, { text_key, kind, layout }: StoredContent): Promise<DatasetContent> {
  const bytes = await readBytes(store, text_key);
  switch (kind) {
    case 'text':
      return layout === null ? { kind, documents: [bytes] } : textContent(bytes, JSON.parse(layout) as TextLayout);
    case 'labelled':
      return { ...labelledContent(bytes), ...heldBackIn(layout) };
    case 'tagged': {
      // A JSON object a line, with as many tags as tokens.
      const sentences = Array.from(linesOf(bytes), (line) => JSON.parse(line) as TaggedSentence);
      const tags = sortedClasses(sentences.flatMap((sentence) => sentence.tags));
      return { kind, sentences, tags, ...heldBackIn(layout) };
    }
    case 'numeric':
      return { kind, table: bytes, delimiter: ',', ...(JSON.parse(layout ?? '{}') as NumericLayout) };
    case 'sequences':
      return sequencesContent(bytes);
    case 'series':
      return { kind, table: bytes, layout: JSON.parse(layout ?? '{}') as SeriesLayout };
    case 'labelled-series':
      return { kind, table: bytes, layout: JSON.parse(layout ?? '{}') as LabelledSeriesLayout };
  }
}

function textContent(bytes: Uint8Array, layout: TextLayout): DatasetContent {
  let start = 0;
  const documents = layout.documents.map((length) => bytes.subarray(start, (start += length)));
  return { kind: 'text', documents, ...(layout.heldBack !== undefined && { heldBack: layout.heldBack }) };
}

function heldBackIn(layout: string | null): RowsLayout {
  const { heldBack } = JSON.parse(layout ?? '{}') as RowsLayout;
  return heldBack === undefined ? {} : { heldBack };
}

function labelledContent(bytes: Uint8Array): Extract<DatasetContent, { kind: 'labelled' }> {
  const texts: string[] = [];
  const labels: string[] = [];
  for (const line of linesOf(bytes)) {
    const { text, label } = JSON.parse(line) as LabelledRow;
    texts.push(text);
    labels.push(label);
  }
  const classes = sortedClasses(labels);
  const numbers = new Map(classes.map((label, number) => [label, number]));
  return { kind: 'labelled', texts, labels: Int32Array.from(labels, (label) => numbers.get(label) ?? -1), classes };
}

function sequencesContent(bytes: Uint8Array): DatasetContent {
  const sequences = Array.from(linesOf(bytes), (line) => {
    const { features, targets } = JSON.parse(line) as { features: number[][]; targets: number[] };
    return {
      features: Float32Array.from(features.flat()),
      targets: Float32Array.from(targets),
      width: features[0].length,
    };
  });
  return {
    kind: 'sequences',
    sequences: sequences.map(({ features, targets }) => ({ features, targets })),
    featureCount: sequences[0].width,
    outputCount: sequences[0].targets.length,
  };
}

/** Without the line feeds that end them. A line at a time becomes text: a string of all may be longer than any can be. */
function* linesOf(bytes: Uint8Array): Generator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(0x0a, start);
    yield decoder.decode(bytes.subarray(start, end < 0 ? bytes.length : end));
    start = end < 0 ? bytes.length : end + 1;
  }
}
