import { expect, test } from 'vitest';
import type { ImportContent } from '../../../src-main/contract/datasets/import-content.ts';
import { importOptions, type Inspection } from '../../../src-main/contract/datasets/import-records.ts';
import { stageFile } from '../exports/export-files.ts';
import { openTemporaryHost, type TemporaryHost } from '../temporary-host.ts';

async function inspect(host: TemporaryHost, text: string, content: ImportContent | null = null): Promise<Inspection> {
  const importId = await stageFile(host, 'table.csv', Buffer.from(text));
  return host.client.imports.inspect({ importId, options: importOptions.parse({ content }) });
}

const dated = (values: readonly (string | number)[], dates: readonly string[], delimiter = ',') =>
  ['t,value'.replace(',', delimiter), ...values.map((value, n) => `${dates[n]}${delimiter}${value}`)].join('\n');
const days = Array.from({ length: 20 }, (_, n) => `2024-01-${String(n + 1).padStart(2, '0')}`);

test('a comma that could be either is asked about, and each answer reads another number', async () => {
  const host = await openTemporaryHost();
  const text = dated(
    days.map((_, n) => `1,${500 + n}`),
    days,
    ';',
  );
  const asked = await inspect(host, text);
  expect(asked.questions).toMatchObject([
    { id: 'decimal', column: 'value', values: { example: '1,500', point: '1500', comma: '1.5' } },
  ]);
  expect(asked.understood).toBeNull();
  const [question] = asked.questions;
  const curves = await Promise.all(question.answers.map(({ content }) => inspect(host, text, content)));
  expect(curves.map(({ questions, understood }) => [questions.length, understood?.curve?.values[1]])).toEqual([
    [0, 1501],
    [0, 1.501],
  ]);
});

test('an hour that daylight saving gives twice is asked about with zones, and is no duplicate in the right one', async () => {
  const host = await openTemporaryHost();
  const hours = ['00', '01', '02', '02', '03', '04', '05', '06'].map((hour) => `2024-10-27 ${hour}:00`);
  const asked = await inspect(
    host,
    dated(
      hours.map((_, n) => n),
      hours,
    ),
  );
  expect(asked.questions).toMatchObject([{ id: 'zone', places: [{ line: 5, time: '2024-10-27T02:00:00' }] }]);
  const berlin = asked.questions[0].answers.find(
    ({ content }) => content.kind === 'series' && content.zone === 'Europe/Berlin',
  );
  const { questions, understood } = await inspect(
    host,
    dated(
      hours.map((_, n) => n),
      hours,
    ),
    berlin?.content,
  );
  expect(questions).toEqual([]);
  expect(understood).toMatchObject({
    rowsUsed: 8,
    time: { from: '2024-10-27T00:00:00+02:00', to: '2024-10-27T06:00:00+01:00', step: { unit: 'hour', count: 1 } },
    duplicates: { count: 0 },
  });
});

test('an hour that daylight saving takes away is asked about with zones, in which nothing is missing', async () => {
  const host = await openTemporaryHost();
  const hours = ['00', '01', '03', '04', '05', '06', '07', '08'].map((hour) => `2024-03-31 ${hour}:00`);
  const text = dated(
    hours.map((_, n) => n),
    hours,
  );
  const [asked] = (await inspect(host, text)).questions;
  expect(asked).toMatchObject({ id: 'gaps', values: { rows: 1 } });
  const berlin = asked.answers.find(({ content }) => content.kind === 'series' && content.zone === 'Europe/Berlin');
  const { questions, understood } = await inspect(host, text, berlin?.content);
  expect(questions).toEqual([]);
  expect(understood).toMatchObject({ rowsUsed: 8, gaps: { count: 0 }, time: { from: '2024-03-31T00:00:00+01:00' } });
});

test('a table in Shift_JIS whose only kana are none is known by its dates', async () => {
  const host = await openTemporaryHost();
  // 「年月日,売上」 and 「2020年1月5日」, of which the bytes of 年, 月, 日, 売 and 上 are these in Shift_JIS.
  const signs = { 年: '\x94\x4e', 月: '\x8c\x8e', 日: '\x93\xfa', 売: '\x94\x84', 上: '\x8f\xe3' };
  const encode = (text: string) => text.replace(/[年月日売上]/g, (sign) => signs[sign as keyof typeof signs]);
  const lines = ['年月日,売上', ...days.map((_, n) => `2020年1月${n + 1}日,${n}`)].map(encode).join('\n');
  const importId = await stageFile(host, 'sales.csv', Buffer.from(lines, 'latin1'));
  const found = await host.client.imports.inspect({ importId, options: importOptions.parse({}) });
  expect(found.encoding).toBe('shift_jis');
  expect(found.understood).toMatchObject({ time: { column: '年月日', from: '2020-01-01', to: '2020-01-20' } });
});

test('a picture of a long series keeps its peaks, and breaks where a gap is', async () => {
  const host = await openTemporaryHost();
  const times = Array.from({ length: 5000 }, (_, n) => n + (n < 2500 ? 0 : 10));
  const values = times.map((_, n) => (n === 1234 ? 1e6 : n % 7));
  const first = await inspect(host, dated(values, times.map(String)));
  expect(first.questions).toMatchObject([{ id: 'gaps', values: { rows: 10 }, step: { unit: 'number', count: 1 } }]);
  const split = first.questions[0].answers.find(({ id }) => id === 'split');
  const { understood } = await inspect(host, dated(values, times.map(String)), split?.content);
  const drawn = understood?.curve?.values ?? [];
  expect(drawn).toContain(1e6);
  expect(drawn.filter((value) => value === null)).toHaveLength(1);
  expect(drawn.length).toBeLessThan(500);
  expect(understood?.curve).toMatchObject({ column: 'value', from: '0', to: '5009' });
});
