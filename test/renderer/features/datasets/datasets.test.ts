import { afterEach, beforeEach, expect, test } from 'vitest';
import { router } from '../../../../src-renderer/shell/router.ts';
import { FakeHost } from '../../studio/fake-host.ts';
import { mountStudio, settle, type MountedStudio } from '../../studio/mount-studio.ts';
import { aDataset, aRun } from '../../studio/sample-records.ts';
import { eventually } from '../../../eventually.ts';

let host: FakeHost;
let studio: MountedStudio;

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
  host = new FakeHost();
});
afterEach(() => studio.unmount());

test('an empty studio says what to do next and offers a sample, one click away', async () => {
  studio = await mountStudio(host, '/datasets');
  expect(studio.text()).toContain('Add something to learn from');
  expect(studio.text()).toContain('Public domain');
  await studio.click('Add Moby Dick');
  expect(router.currentRoute.value.path).toBe('/datasets/moby-dick');
  expect(studio.text()).toContain('Call me Ishmael.');
});

test('pasted text that is refused stays in the dialog', async () => {
  studio = await mountStudio(host, '/datasets');
  await studio.click('Paste text');
  await studio.fill('Name', 'My notes');
  await studio.fill('Text', 'Some text that took long to write.');
  host.refuse.set('datasets.import', 'disk-full');
  await studio.click('Add text');
  expect(studio.text()).toContain('The disk is full.');
  expect(studio.field('Text').value).toBe('Some text that took long to write.');
  host.refuse.clear();
  await studio.click('Add text');
  expect(host.imported).toMatchObject([{ name: 'My notes', text: 'Some text that took long to write.' }]);
});

test('numbers over time are shown by series and time, and plans as such', async () => {
  const roles = { day: 'time', shop: 'series', sold: 'predict', price: 'known-ahead' } as const;
  const columns = Object.entries(roles).map(([name, role]) => ({
    ...{ name, role, holds: role === 'time' ? ('time' as const) : ('number' as const) },
    ...{ decimal: null, thousands: null },
  }));
  const nothing = { count: 0, places: [], treatment: null };
  const time = { column: 'day', from: '2024-01-01', to: '2024-01-03', zone: null, format: 'iso' };
  host.datasets = [
    aDataset({
      kind: 'series',
      report: {
        ...{ encodings: ['utf-8'], replaced: 0, newlines: { lf: 3, crlf: 0, cr: 0 }, cleanUps: [], documents: 1 },
        ...{ rareCharacters: 0, skippedFiles: [], rows: null, classes: null },
        understood: {
          ...{ columns, rowsUsed: 2, plannedRows: 1, rowsDropped: [], gaps: { ...nothing, rows: 0 } },
          ...{ duplicates: nothing, missing: nothing, seriesCount: 1, series: [], curve: null },
          time: { ...time, step: { unit: 'day', count: 1 } },
        },
      },
    }),
  ];
  const row = (day: string, cells: (string | null)[], isPlan = false) => ({
    ...{ series: 'north', label: null, time: day, cells, isPlan, beginsPiece: false },
  });
  host.seriesRows = {
    columns: [
      { name: 'sold', role: 'predict' },
      { name: 'price', role: 'known-ahead' },
    ],
    total: 3,
    rows: [row('2024-01-01', ['5', '1']), row('2024-01-02', ['7', '2']), row('2024-01-03', [null, '3'], true)],
  };
  studio = await mountStudio(host, '/datasets/d');
  await eventually(() => expect(studio.text()).toContain('Known ahead'));
  const cells = [...document.querySelectorAll('tbody tr')].map((line) =>
    [...line.querySelectorAll('td')].map((cell) => cell.textContent.trim().replaceAll(/\s+/g, ' ')),
  );
  expect(cells).toEqual([
    ['north', '2024-01-01', '5', '1'],
    ['north', '2024-01-02', '7', '2'],
    ['north', '2024-01-03 plan', '', '3'],
  ]);
  expect(studio.text()).toContain('2024-01-01 – 2024-01-03');
  expect(studio.text()).toContain('every day');
});

test('a text in use is not deleted, and the page says why', async () => {
  host.datasets = [aDataset({ runCount: 1 })];
  host.runs = [aRun()];
  studio = await mountStudio(host, '/datasets/d');
  await studio.click('Delete');
  expect(document.querySelector('[role=alert]')?.textContent).toContain('Runs were trained on “');
  expect(router.currentRoute.value.path).toBe('/datasets/d');
  expect(host.datasets).toHaveLength(1);
});

test('what is deleted is gone at once, can be had back, and is deleted when the message goes', async () => {
  host.datasets = [aDataset({ id: 'unwanted' }), aDataset({ id: 'e', name: 'A play' })];
  studio = await mountStudio(host, '/datasets/unwanted');
  await studio.click('Delete');
  expect(router.currentRoute.value.path).toBe('/datasets');
  const links = () => [...document.querySelectorAll('td a')].map((link) => link.textContent.trim());
  expect(links()).toEqual(['A play']);
  await studio.click('Undo');
  expect(links()).toEqual(['A novel', 'A play']);
  await router.push('/datasets/unwanted');
  await settle();
  await studio.click('Delete');
  await studio.click('Close');
  expect(host.datasets.map(({ id }) => id)).toEqual(['e']);
});

test('a name is changed in place, and a tag is added and taken away', async () => {
  host.datasets = [aDataset()];
  studio = await mountStudio(host, '/datasets/d');
  await studio.click('Rename');
  const name = document.querySelector<HTMLInputElement>('input[aria-label=Name]');
  if (name === null) throw new Error('There is no field for the name.');
  const type = async (input: HTMLInputElement, text: string, ...keys: KeyboardEventInit[]) => {
    input.value = text;
    input.dispatchEvent(new Event('input'));
    for (const key of keys) input.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, ...key }));
    await settle();
  };
  // The Enter of an input method takes its suggestion and nothing more.
  await type(name, '白鯨', { key: 'Enter', isComposing: true });
  await type(name, '白鯨', { key: 'Enter', keyCode: 229 });
  expect(host.datasets[0].name).toBe('A novel');
  await type(name, '白鯨', { key: 'Enter' });
  expect(document.querySelector('h1')?.textContent.trim()).toBe('白鯨');
  const tag = document.querySelector<HTMLInputElement>('input[aria-label="Add a tag"]');
  if (tag === null) throw new Error('There is no field for tags.');
  await type(tag, 'sea', { key: 'Enter' });
  expect(host.datasets[0].tags).toEqual(['sea']);
  await studio.click('Remove the tag sea');
  expect(host.datasets[0].tags).toEqual([]);
});

test('a text is seen cut into tokens, as each tokenizer cuts it', async () => {
  host.datasets = [aDataset()];
  studio = await mountStudio(host, '/datasets/d?view=tokens');
  const tokens = () =>
    [...document.querySelectorAll('ol[aria-label=Tokens] li')].map((item) => item.textContent.trim());
  await eventually(() => expect(tokens().slice(0, 5)).toEqual(['C67', 'a97', 'l108', 'l108', '␣32']));
  await studio.fill('Text to cut into tokens', 'a 鯨');
  await eventually(() => expect(tokens()).toEqual(['a97', '␣32', '鯨none']));
  expect(studio.text()).toContain('3 tokens · characters per token: 1 · 1 not in the vocabulary');
  await studio.fill('Tokens are', 'word');
  await eventually(() => expect(tokens()).toEqual(['a97', '␣鯨32']));
});

test('the vocabulary is of the tokenizer, and is searched', async () => {
  host.datasets = [aDataset()];
  studio = await mountStudio(host, '/datasets/d?view=vocabulary');
  expect(studio.text()).toContain('4 different tokens · 82 tokens · 1 occurs once');
  await studio.fill('Tokens are', 'byte');
  expect(studio.text()).toContain('byte');
  await studio.fill('Search tokens', 'byt');
  await eventually(() => expect(studio.text()).toContain('1 of 4 different tokens'));
});

test('rows of a labelled dataset are shown with their labels, and what spoils them is told', async () => {
  host.rows = [
    { text: 'a fine whale', label: 'good' },
    { text: 'no whale at all', label: 'bad' },
  ];
  host.datasets = [
    aDataset({
      kind: 'labelled',
      report: {
        encodings: ['shift_jis'],
        replaced: 0,
        newlines: { lf: 3, crlf: 0, cr: 0 },
        cleanUps: [],
        documents: 2,
        rareCharacters: 3,
        skippedFiles: [],
        constantColumns: ['floor', 'level'],
        rows: {
          count: 2,
          duplicates: 0,
          leaked: { count: 1, validationFraction: 0.1, seed: 1 },
          ragged: [{ file: 'table.csv', line: 1234, cells: 3, expected: 2 }],
          raggedCount: 1,
          incomplete: 0,
        },
        classes: [
          { label: 'bad', count: 1 },
          { label: 'good', count: 1 },
        ],
      },
    }),
  ];
  studio = await mountStudio(host, '/datasets/d');
  expect(studio.text()).toContain('no whale at all');
  expect(studio.text()).toContain('1 validation row has a text that is trained on too');
  expect(studio.text()).toContain('2 labels have fewer than ten rows (bad, good)');
  expect(studio.text()).toContain('Line 1,234 of table.csv: 3 cells, expected 2');
  expect(studio.text()).toContain('Read as Shift_JIS.');
  expect(studio.text()).toContain('2 columns are the same in all rows, but for rounding (floor, level)');
  await studio.click('a fine whale');
  expect(router.currentRoute.value.query.view).toBe('tokens');
  expect(studio.field('Text to cut into tokens').value).toBe('a fine whale');
});

test('a host that fails shows the error in place of the list, and another try brings the list', async () => {
  host.datasets = [aDataset()];
  host.refuse.set('datasets.list', 'database-damaged');
  studio = await mountStudio(host, '/datasets');
  expect(studio.text()).toContain('The database is damaged.');
  host.refuse.clear();
  await studio.click('Try again');
  expect(studio.text()).toContain('A novel');
  expect(studio.text()).not.toContain('The database is damaged.');
});

test('a lost connection is told, and what was loaded stays on the screen', async () => {
  host.datasets = [aDataset()];
  studio = await mountStudio(host, '/datasets');
  host.breakLine();
  await settle();
  expect(studio.text()).toContain('Connection lost.');
  expect(studio.text()).toContain('A novel');
  await studio.click('Reconnect now');
  expect(studio.text()).not.toContain('Connection lost.');
});

test('of documents it is said that whole ones are held back, and not the end of the text', async () => {
  const report = {
    encodings: ['utf-8' as const],
    replaced: 0,
    newlines: { lf: 1500, crlf: 0, cr: 0 },
    cleanUps: [],
    documents: 1500,
    rareCharacters: 0,
    skippedFiles: [],
    constantColumns: [],
    rows: null,
    classes: null,
  };
  host.datasets = [aDataset({ report })];
  studio = await mountStudio(host, '/datasets/d');
  expect(studio.text()).toContain('Whole documents are held back, drawn with seed 1.');
  expect(studio.text()).not.toContain('The end of it is never trained on');
});
