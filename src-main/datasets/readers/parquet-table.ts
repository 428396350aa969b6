import {
  asyncBufferFromFile,
  parquetMetadataAsync,
  parquetScan,
  parquetSchema,
  type AsyncBuffer,
  type ParquetScan,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { ArchiveRefused } from './archive.ts';
import { classLabels, classWriter, featuresKey } from './class-labels.ts';
import { jsonRows, writeDate, writeTime, writeValue, type Column } from './json-rows.ts';
import { readAll, type OutsideFile } from './outside-file.ts';

/** Times come as milliseconds since 1970 with a fraction, so that no digit of micro- and nanoseconds is lost before float64 ends. */
const parsers = {
  timestampFromMilliseconds: Number,
  timestampFromMicroseconds: (time: bigint) => Number(time) / 1e3,
  timestampFromNanoseconds: (time: bigint) => Number(time) / 1e6,
  dateFromDays: (days: number) => days * 86_400_000,
};

/**
 * Takes the rows out of a Parquet table as JSONL. Row groups are read one after the other. Only the process for files of other programs
 * does. Rejects with StudioError `archive-refused` where it is damaged.
 */
export async function* extractParquet(source: OutsideFile): AsyncGenerator<Uint8Array> {
  const { path: name } = source;
  try {
    const file = source.file === null ? await bufferOf(source) : await asyncBufferFromFile(source.file);
    const metadata = await parquetMetadataAsync(file, { geoparquet: false });
    const description = metadata.key_value_metadata?.find(({ key }) => key === featuresKey)?.value;
    const labels = classLabels(description);
    const columns = parquetSchema(metadata).children.map(({ element }) => columnOf(element, labels));
    yield* readJsonl(
      columns,
      await parquetScan({ file, metadata, compressors, parsers, geoparquet: false, useOffsetIndex: false }),
    );
  } catch (error) {
    throw damaged(name, error);
  }
}

/** A table in an archive is held in memory: its directory is at its end. */
async function bufferOf(source: OutsideFile): Promise<AsyncBuffer> {
  const bytes = Uint8Array.from(await readAll(source)).buffer;
  return { byteLength: bytes.byteLength, slice: (start, end) => bytes.slice(start, end) };
}

async function* readJsonl(columns: readonly Column[], scan: ParquetScan) {
  for (const { rowStart, rowEnd } of scan.ranges) {
    const values: ArrayLike<unknown>[] = [];
    for (const { name: column } of columns) values.push(await scan.readColumn({ column, rowStart, rowEnd }));
    yield* jsonRows(columns, rowEnd - rowStart, (column, row) => values[column][row]);
  }
}

type Element = ReturnType<typeof parquetSchema>['element'];

function columnOf(element: Element, labels: ReturnType<typeof classLabels>): Column {
  const { name, converted_type: converted, logical_type: logical, type } = element;
  const classes = labels.get(name);
  if (classes !== undefined) return { name, write: classWriter(classes) };
  if (converted === 'DATE' || logical?.type === 'DATE') return { name, write: writeDate };
  const isTime = logical?.type === 'TIMESTAMP' || type === 'INT96' || converted?.startsWith('TIMESTAMP_') === true;
  // Tables without a zone say that their times are not of UTC, and are local to nowhere.
  const isLocal = logical?.type === 'TIMESTAMP' && !logical.isAdjustedToUTC;
  return { name, write: isTime ? writeTime(isLocal) : writeValue };
}

function damaged(name: string, error: unknown): ArchiveRefused {
  if (error instanceof ArchiveRefused) return error;
  const detail = error instanceof Error ? error.message : String(error);
  const why = `is damaged, or no Parquet table (${detail}). Write it once more, or save it as CSV, and try again.`;
  return new ArchiveRefused(name, why, { reason: 'damaged-table', format: 'Parquet' });
}
