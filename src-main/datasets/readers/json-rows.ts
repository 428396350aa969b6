/** A column of a table of another program, and the way in which its values are written as JSON. */
export interface Column {
  name: string;
  write: WriteValue;
}

export type WriteValue = (value: unknown) => string;

const rowsAtOnce = 1000;

/** Writes a range of rows as JSON, an object a line. `valueAt` takes the place of a column. */
export function* jsonRows(
  columns: readonly Column[],
  count: number,
  valueAt: (column: number, row: number) => unknown,
): Generator<Uint8Array> {
  const keys = columns.map(({ name }) => `${JSON.stringify(name)}:`);
  for (let first = 0; first < count; first += rowsAtOnce) {
    let text = '';
    for (let row = first; row < Math.min(first + rowsAtOnce, count); row++)
      text += `{${columns.map(({ write }, n) => keys[n] + write(valueAt(n, row))).join(',')}}\n`;
    yield Buffer.from(text);
  }
}

/** Writes milliseconds since 1970 as a date. */
export const writeDate: WriteValue = timeWriter(10, '');

/** Returns what writes milliseconds since 1970 as a date and a time, with a `Z` where they are of UTC. */
export const writeTime = (isLocal: boolean): WriteValue => timeWriter(19, isLocal ? '' : 'Z');

/** Writes ISO 8601, cut after so many characters but for a fraction of a second. */
function timeWriter(length: number, zone: string): WriteValue {
  return (value) => {
    if (typeof value !== 'number') return writeValue(value);
    const seconds = Math.floor(value / 1000);
    const fraction = value - seconds * 1000;
    const digits = fraction === 0 || length < 19 ? '' : `.${(fraction / 1000).toFixed(6).slice(2).replace(/0+$/, '')}`;
    return `"${new Date(seconds * 1000).toISOString().slice(0, length)}${digits}${zone}"`;
  };
}

/** Whole numbers beyond float64 keep their digits as text; numbers that JSON has no word for are absent. */
export function writeValue(value: unknown): string {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? String(value) : `"${value}"`;
  if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) return 'null';
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner === 'bigint') return Number(inner);
    return ArrayBuffer.isView(inner) ? Array.from(inner as Uint8Array, Number) : inner;
  });
}
