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
import { readAll, type OutsideFile } from './outside-file.ts';

/** A column, and the way in which its values are written as JSON. */
interface Column {
  name: string;
  write(value: unknown): string;
}

const rowsAtOnce = 1000;

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
    const columns = parquetSchema(metadata).children.map(({ element }) => columnOf(element.name, element));
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
    for (let row = 0; row < rowEnd - rowStart; row += rowsAtOnce) {
      yield rowsOf(columns, values, row, Math.min(row + rowsAtOnce, rowEnd - rowStart));
    }
  }
}

function rowsOf(
  columns: readonly Column[],
  values: readonly ArrayLike<unknown>[],
  from: number,
  to: number,
): Uint8Array {
  const keys = columns.map(({ name }) => `${JSON.stringify(name)}:`);
  let text = '';
  for (let row = from; row < to; row++) {
    text += `{${columns.map(({ write }, n) => keys[n] + write(values[n][row])).join(',')}}\n`;
  }
  return Buffer.from(text);
}

type Element = ReturnType<typeof parquetSchema>['element'];

function columnOf(name: string, element: Element): Column {
  const { converted_type: converted, logical_type: logical, type } = element;
  if (converted === 'DATE' || logical?.type === 'DATE') return { name, write: timeWriter(10, '') };
  const isTime = logical?.type === 'TIMESTAMP' || type === 'INT96' || converted?.startsWith('TIMESTAMP_') === true;
  if (!isTime) return { name, write: writeValue };
  // Tables without a zone say that their times are not of UTC, and are local to nowhere.
  const isLocal = logical?.type === 'TIMESTAMP' && !logical.isAdjustedToUTC;
  return { name, write: timeWriter(19, isLocal ? '' : 'Z') };
}

/** Writes milliseconds as ISO 8601, cut after so many characters but for a fraction of a second. */
function timeWriter(length: number, zone: string): (value: unknown) => string {
  return (value) => {
    if (typeof value !== 'number') return writeValue(value);
    const seconds = Math.floor(value / 1000);
    const fraction = value - seconds * 1000;
    const digits = fraction === 0 || length < 19 ? '' : `.${(fraction / 1000).toFixed(6).slice(2).replace(/0+$/, '')}`;
    return `"${new Date(seconds * 1000).toISOString().slice(0, length)}${digits}${zone}"`;
  };
}

/** Whole numbers beyond float64 keep their digits as text; numbers that JSON has no word for are absent. */
function writeValue(value: unknown): string {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? String(value) : `"${value}"`;
  if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) return 'null';
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner === 'bigint') return Number(inner);
    return ArrayBuffer.isView(inner) ? Array.from(inner as Uint8Array, Number) : inner;
  });
}

function damaged(name: string, error: unknown): ArchiveRefused {
  if (error instanceof ArchiveRefused) return error;
  const detail = error instanceof Error ? error.message : String(error);
  const why = `is damaged, or no Parquet table (${detail}). Write it once more, or save it as CSV, and try again.`;
  return new ArchiveRefused(name, why, { reason: 'damaged-table' });
}
