import { describe, expect, test } from 'vitest';
import { CsvReader } from '../../../src-main/datasets/readers/csv-reader.ts';
import { JsonlColumns, JsonlReader } from '../../../src-main/datasets/readers/jsonl-reader.ts';
import type { RowReader, TableRow } from '../../../src-main/datasets/readers/table-row.ts';

function readAll(reader: RowReader, ...pieces: string[]): TableRow[] {
  return [...pieces.flatMap((piece) => [...reader.push(piece)]), ...reader.end()];
}

const csv = (...pieces: string[]) => readAll(new CsvReader('a.csv', ','), ...pieces);

describe('CSV', () => {
  const text = 'name,"said, once"\r\n"O""Hara","two\nlines"\n\nlast,""\rend,"x"';
  const rows = [
    { line: 1, cells: ['name', 'said, once'] },
    { line: 2, cells: ['O"Hara', 'two\nlines'] },
    { line: 5, cells: ['last', ''] },
    { line: 6, cells: ['end', 'x'] },
  ];

  test('has quoted delimiters, quotes and line ends, all three line ends, and the lines they begin in', () => {
    expect(csv(text)).toEqual(rows);
  });

  test('reads the same in pieces, wherever they are cut', () => {
    for (let cut = 0; cut <= text.length; cut++) expect(csv(text.slice(0, cut), text.slice(cut))).toEqual(rows);
    expect(csv(...text)).toEqual(rows);
  });

  test('names the line of a quote that is never closed', () => {
    expect(() => csv('a,b\nc,"d\ne,f\n')).toThrow('a.csv: the row that begins in line 2 does not end');
    const endless = new CsvReader('a.csv', ',');
    const push = () => {
      for (;;) expect([...endless.push(`"${'x'.repeat(2 ** 20)}`)]).toEqual([]);
    };
    expect(push).toThrow('line 1 does not end');
  });
});

describe('JSONL', () => {
  const text = '{"text":"a\\nb","label":1}\n\nnot JSON\r\n[1]\n{"label":null,"text":"c","more":{"d":[2]}}';
  const rows = [
    { line: 1, cells: ['a\nb', '1'] },
    { line: 3, cells: null },
    { line: 4, cells: null },
    { line: 5, cells: ['c', '', '{"d":[2]}'] },
  ];

  test('gives keys their columns, other values as JSON, and tells what is no object', () => {
    for (let cut = 0; cut <= text.length; cut++) {
      const columns = new JsonlColumns();
      expect(readAll(new JsonlReader('a.jsonl', columns), text.slice(0, cut), text.slice(cut))).toEqual(rows);
      expect(columns.names).toEqual(['text', 'label', 'more']);
    }
  });
});
