import { expect, test } from 'vitest';
import type { Inspection } from '../../../src-main/contract/datasets/import-records.ts';
import { stageFile } from '../exports/export-files.ts';
import { openTemporaryHost, type TemporaryHost } from '../temporary-host.ts';

const days = Array.from({ length: 24 }, (_, n) => `2024-01-${String(n + 1).padStart(2, '0')}`);
const table = (header: string, row: (day: string, n: number) => string) => [header, ...days.map(row)].join('\n');

/** Returns what a table is taken for: its content, or the question about it with its answers. */
function takenFor({ suggestion, questions }: Inspection): object {
  return questions.length === 0
    ? { is: suggestion }
    : { asks: questions[0].id, answers: questions[0].answers.map(({ options }) => options) };
}

const clear: Record<string, { content: string; is: object }> = {
  'one number over time': {
    content: table('t,value', (_, n) => `${1949 + n / 12},${n}`),
    is: { kind: 'series', time: 't', predict: ['value'], read: [] },
  },
  'one number whose rows are counted': {
    content: table('value', (_, n) => String(n * 1.5)),
    is: { kind: 'series', time: null, predict: ['value'] },
  },
  'a text with a word that comes again': {
    content: table('review,mood', (day, n) => `a thing of ${day},${n % 2 === 0 ? 'good' : 'bad'}`),
    is: { kind: 'labelled', textColumn: 'review', labelColumn: 'mood' },
  },
  'numbers in a column that is called label': {
    content: table('id,text,label', (day, n) => `${n},a thing of ${day},${n % 2}`),
    is: { kind: 'labelled', textColumn: 'text', labelColumn: 'label' },
  },
  'texts alone': {
    content: table('headline', (day) => `news of ${day} are here`),
    is: { kind: 'text', textColumn: 'headline' },
  },
  'the same times for several shops': {
    content: ['day,shop,sold', ...['A', 'B'].flatMap((shop) => days.map((day, n) => `${day},${shop},${n}`))].join('\n'),
    is: { kind: 'series', time: 'day', series: 'shop', predict: ['sold'] },
  },
  'prices, beside row numbers without a name': {
    content: table(',date,price', (day, n) => `${n},${day},"$1,${200 + n}.50"`),
    is: { kind: 'series', time: 'date', predict: ['price'], read: [] },
  },
  'dates and numbers as Japanese tables have them': {
    content: table('日付,売上', (day, n) => `${day.replace(/^(\d+)-(\d+)-(\d+)$/, '$1年$2月$3日')},"1,${200 + n},500"`),
    is: { kind: 'series', time: '日付', predict: ['売上'] },
  },
};

const open: Record<string, { content: string; asks: string; answers: string[] }> = {
  'whole numbers beside a text': {
    content: table('tweet,stars', (day, n) => `a thing of ${day},${1 + (n % 5)}`),
    asks: 'labels-or-numbers',
    answers: ['--text tweet --label stars', '--text tweet', '--time none --predict stars'],
  },
  'numbers that hardly come again beside a text': {
    content: table('date,note,price', (day, n) => `${day},a thing of ${day},${n * 1.25}`),
    asks: 'labels-or-numbers',
    answers: ['--text note', '--time date --predict price'],
  },
  'two texts': {
    content: table('title,body', (day) => `on ${day},there was a thing on ${day}`),
    asks: 'which-text',
    answers: ['--text title', '--text body'],
  },
  'several numbers over time': {
    content: table('day,temp,wind', (day, n) => `${day},${n},${n * 2.5}`),
    asks: 'which-predict',
    answers: [
      '--time day --predict wind --read temp',
      '--time day --predict temp --read wind',
      '--time day --predict temp,wind',
    ],
  },
  'plans after the last known value': {
    content: table('day,price,sold', (day, n) => `${day},${n % 3},${n < 20 ? n * 2 : ''}`),
    asks: 'which-predict',
    answers: [
      '--time day --predict sold --known-ahead price',
      '--time day --predict price --read sold',
      '--time day --predict price,sold',
    ],
  },
  'several numbers without times': {
    content: table('"a, b",c d', (_, n) => `${(n * 7) % 5},${n * 2.5}`),
    asks: 'what-numbers',
    answers: [
      String.raw`--time none --predict "c d" --read "\"a, b\""`,
      String.raw`--time none --predict "\"a, b\"" --read "c d"`,
      String.raw`--time none --predict "\"a, b\",c d"`,
    ],
  },
  'values with their units beside times': {
    content: table('date,height', (day, n) => `${day},${n} ft ${n % 12} in`),
    asks: 'odd-values',
    answers: ['--text height'],
  },
  'rows of numbers with a word': {
    content: table(
      'x1,x2,x3,shape',
      (_, n) => `${(n * 3) % 7},${n / 7},${(n * 5) % 11},${n % 2 === 0 ? 'saw' : 'sine'}`,
    ),
    asks: 'what-numbers',
    answers: [
      '--read x1,x2,x3 --label shape',
      '--time none --predict x3 --read x1,x2,shape',
      '--time none --predict x2 --read x1,x3,shape',
      '--time none --predict x1 --read x2,x3,shape',
      '--time none --predict x1,x2,x3 --read shape',
    ],
  },
  'numbers that rise evenly beside others': {
    content: table('x,y', (_, n) => `${n * 0.5},${(n * 7) % 5}`),
    asks: 'what-numbers',
    answers: [
      '--time x --predict y',
      '--time none --predict y --read x',
      '--time none --predict x --read y',
      '--time none --predict x,y',
    ],
  },
  'plans for several series, in a column after the one to forecast': {
    content: [
      'day,shop,sold,offer',
      ...['A', 'B'].flatMap((shop) => days.map((day, n) => `${day},${shop},${n < 20 ? n * 2 : ''},${n % 3}`)),
    ].join('\n'),
    asks: 'which-predict',
    answers: [
      '--time day --predict sold --known-ahead offer --series shop',
      '--time day --predict offer --read sold --series shop',
      '--time day --predict sold,offer --series shop',
    ],
  },
  'a word as a label for each of many series': {
    content: [
      '番,x,状態',
      ...Array.from({ length: 240 }, (_, n) => `s${n >> 2},${n / 7},${['正常', '故障'][(n >> 2) % 2]}`),
    ].join('\n'),
    asks: 'series-or-category',
    answers: ['--series 番 --read x --label 状態', '--time none --predict x --series 番'],
  },
  'a label for each series': {
    content: [
      'id,t,x,class',
      ...Array.from({ length: 40 }, (_, n) => `${n >> 2},${n % 4},${n / 7},${['up', 'down'][(n >> 2) % 2]}`),
    ].join('\n'),
    asks: 'series-or-category',
    answers: ['--time t --series id --read x --label class', '--time t --predict x --series id'],
  },
};

async function inspect(host: TemporaryHost, content: string): Promise<Inspection> {
  return host.client.imports.inspect({ importId: await stageFile(host, 'a.csv', Buffer.from(content)) });
}

test('a table that says by itself what it is for is taken for that', async () => {
  const host = await openTemporaryHost();
  for (const [what, { content, is }] of Object.entries(clear))
    expect(takenFor(await inspect(host, content)), what).toMatchObject({ is });
});

test('a table that could be for several things is asked about, with the options that say which', async () => {
  const host = await openTemporaryHost();
  for (const [what, { content, asks, answers }] of Object.entries(open)) {
    const inspection = await inspect(host, content);
    expect(takenFor(inspection), what).toEqual({ asks, answers });
    expect(inspection.understood, what).toBeNull();
  }
});

test('each column is shown with what it holds, and how many cells hold nothing of it', async () => {
  const host = await openTemporaryHost();
  const rows = days.map(
    (day, n) => `${day},${n === 3 ? 'NaN' : `"1.${200 + n},5"`},${n % 2 === 0 ? 'a' : ''},x ${day}`,
  );
  const { table: found } = await inspect(host, ['when,amount,kind,note', ...rows].join('\n'));
  expect(found).toMatchObject({
    rowsRead: 24,
    isWhole: true,
    columns: [
      { name: 'when', holds: 'time', distinct: 24, timeFormat: 'iso' },
      { name: 'amount', holds: 'number', absent: 1, empty: 0, unread: 0, decimal: ',', thousands: '.' },
      { name: 'kind', holds: 'category', empty: 12, distinct: 1, examples: ['a'] },
      { name: 'note', holds: 'text', distinct: 24, examples: ['x 2024-01-01', 'x 2024-01-02', 'x 2024-01-03'] },
    ],
  });
});
