import { createReadStream } from 'node:fs';
import { zstdDecompressSync } from 'node:zlib';
import {
  compressionRegistry,
  CompressionType,
  DataType,
  RecordBatchReader,
  type AsyncRecordBatchStreamReader,
  type Field,
} from 'apache-arrow';
import { ArchiveRefused } from './archive.ts';
import { classLabels, classWriter, featuresKey } from './class-labels.ts';
import { jsonRows, writeDate, writeTime, writeValue, type Column, type WriteValue } from './json-rows.ts';
import type { OutsideFile } from './outside-file.ts';
import { readBytes } from './source-file.ts';

compressionRegistry.set(CompressionType.ZSTD, { decode: (bytes) => zstdDecompressSync(bytes) });

/** The end of a stream, and the beginning and the end of a file, which is read whole. */
const streamEnd = 'ffffffff00000000';
const fileMark = Buffer.from('ARROW1');

/**
 * Takes the rows out of an Arrow table as JSONL: a stream, as `save_to_disk` of Hugging Face's datasets writes it, whose batches are read
 * one after the other, or a file. Only the process for files of other programs does. Rejects with StudioError `archive-refused` where it
 * is damaged, or ends early.
 */
export async function* extractArrow(source: OutsideFile): AsyncGenerator<Uint8Array> {
  const { path: name } = source;
  const chunks = source.file === null ? source.read() : createReadStream(source.file, { highWaterMark: readBytes });
  const bytes = new WatchedBytes(chunks as AsyncIterable<Uint8Array>);
  try {
    const reader = (await RecordBatchReader.from(bytes.chunks())) as AsyncRecordBatchStreamReader;
    await reader.open();
    const labels = classLabels(reader.schema.metadata.get(featuresKey));
    const columns = reader.schema.fields.map((field) => columnOf(field, labels));
    for await (const batch of reader) {
      const vectors = columns.map((_, n) => batch.getChildAt(n));
      yield* jsonRows(columns, batch.numRows, (column, row) => vectors[column]?.get(row));
    }
    if (!bytes.areWhole) throw new Error('it ends early');
  } catch (error) {
    throw refusal(name, error);
  }
}

/** Bytes as they come, of which the last ones say whether a stream was written to its end: a reader takes any end for that. */
class WatchedBytes {
  readonly #chunks: AsyncIterable<Uint8Array>;
  #head = Buffer.alloc(0);
  #tail = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks;
  }

  get areWhole(): boolean {
    return this.#tail.toString('hex') === streamEnd || this.#head.equals(fileMark);
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    for await (const chunk of this.#chunks) {
      if (this.#head.length < fileMark.length)
        this.#head = Buffer.concat([this.#head, chunk]).subarray(0, fileMark.length);
      this.#tail = Buffer.concat([this.#tail, chunk.subarray(-8)]).subarray(-8);
      yield chunk;
    }
  }
}

function columnOf({ name, type }: Field, labels: ReturnType<typeof classLabels>): Column {
  const classes = labels.get(name);
  return { name, write: classes === undefined ? writerOf(type) : classWriter(classes) };
}

function writerOf(type: DataType): WriteValue {
  if (DataType.isDate(type)) return writeDate;
  if (DataType.isTimestamp(type)) return writeTime(type.timezone === null || type.timezone === undefined);
  if (DataType.isDecimal(type)) return decimalWriter(type.scale);
  return writeValue;
}

/** Decimals are whole numbers of so many digits after the point. */
function decimalWriter(scale: number): WriteValue {
  return (value) => {
    if (value === null || value === undefined) return 'null';
    const digits = String(value as bigint);
    return writeValue(Number(`${digits}e${-scale}`));
  };
}

function refusal(name: string, error: unknown): ArchiveRefused {
  if (error instanceof ArchiveRefused) return error;
  const detail = error instanceof Error ? error.message : String(error);
  if (detail.includes('codec not found')) {
    const why = 'is an Arrow table that is packed with LZ4. Write it once more without, or with zstd, and try again.';
    return new ArchiveRefused(name, why, { reason: 'packed-table' });
  }
  const why = `is damaged, or no Arrow table (${detail}). Write it once more, or save it as CSV, and try again.`;
  return new ArchiveRefused(name, why, { reason: 'damaged-table', format: 'Arrow' });
}
