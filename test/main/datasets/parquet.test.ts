import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importOptions } from '../../../src-main/contract/datasets/import-records.ts';
import { extractParquet } from '../../../src-main/datasets/readers/parquet-table.ts';
import { diskFile } from '../../../src-main/datasets/readers/source-file.ts';
import { stageFile } from '../exports/export-files.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openTemporaryHost, type TemporaryHost } from '../temporary-host.ts';
import { parquetFile } from './parquet-file.ts';
import { refusalOf } from './studio-error.ts';

async function inspect(host: TemporaryHost, content: Uint8Array<ArrayBuffer>, name = 'sales.parquet') {
  const importId = await stageFile(host, name, content);
  return host.client.imports.inspect({ importId, options: importOptions.parse({}) });
}

test('the rows of a Parquet table keep dates, times with and without zone, all digits, and what is not known', async () => {
  const path = join(temporaryFolder(), 'sales.parquet');
  writeFileSync(path, parquetFile);
  const file = { ...diskFile('sales.parquet', path, parquetFile.length), file: path };
  const pieces: Uint8Array[] = [];
  for await (const piece of extractParquet(file)) pieces.push(piece);
  const rows = Buffer.concat(pieces)
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  expect(rows).toHaveLength(6);
  expect(rows[1]).toEqual({
    day: '2024-01-02',
    utc: '2024-01-01T11:00:00.0015Z',
    local: '2024-01-01T10:01:00',
    value: null,
    count: 2,
    open: false,
    name: 'b\nc',
    tokens: [],
    price: 1.25,
  });
  expect(rows.map((row) => (row as { value: number | null }).value)).toEqual([1.5, null, 0.1 + 0.2, null, -1e-300, 7]);
  expect(rows[3]).toMatchObject({ count: '1152921504606846977', name: '"q",x', tokens: ['z'] });
});

test('a Parquet table is shown as a table, whatever it is called, and told apart from one that is damaged', async () => {
  const host = await openTemporaryHost();
  for (const name of ['sales.parquet', 'sales.csv']) {
    const { format, table } = await inspect(host, parquetFile, name);
    expect(format).toBe('parquet');
    expect(table?.columns.map((column) => column.name)).toEqual([
      ...['day', 'utc', 'local', 'value', 'count', 'open', 'name', 'tokens', 'price'],
    ]);
    expect(table?.rows).toHaveLength(6);
    expect(table?.rows[0].slice(0, 4)).toEqual(['2024-01-01', '2024-01-01T10:00:00Z', '2024-01-01T10:00:00', '1.5']);
  }
  const cut = Buffer.from(parquetFile.subarray(0, 900));
  const noise = Buffer.from(parquetFile);
  noise.fill(0xa5, 4, 900);
  for (const content of [cut, noise]) {
    const { code, message } = await refusalOf(inspect(host, content));
    expect(code).toBe('archive-refused');
    expect(message).toMatch(/^sales\.parquet is damaged, or no Parquet table .+ Nothing was imported\.$/);
  }
  expect(host.logged).toEqual([]);
});
