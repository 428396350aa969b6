import { afterEach, beforeEach, expect, test } from 'vitest';
import { router } from '../../../../../src-renderer/shell/router.ts';
import { FakeHost } from '../../../studio/fake-host.ts';
import { aColumn } from '../../../studio/sample-records.ts';
import { mountStudio, settle, type MountedStudio } from '../../../studio/mount-studio.ts';
import { eventually } from '../../../../eventually.ts';

let host: FakeHost;
let studio: MountedStudio;

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
  host = new FakeHost();
});
afterEach(async () => {
  if (document.querySelector('[role=dialog]') !== null) await studio.click('Cancel');
  studio.unmount();
});

async function drop(...files: File[]): Promise<void> {
  const event = new Event('drop', { bubbles: true, cancelable: true });
  Object.defineProperty(event, 'dataTransfer', { value: { files, types: ['Files'] } });
  document.body.dispatchEvent(event);
  await settle();
}

const aFile = (name: string, text = 'Call me Ishmael.') => new File([text], name, { type: 'text/plain' });
const dialog = () => document.querySelector('[role=dialog]')?.textContent ?? '';

test('a plain text dropped anywhere is shown, and the button that adds it has the focus', async () => {
  studio = await mountStudio(host, '/settings');
  await drop(aFile('whale.txt'));
  expect(dialog()).toContain('Add whale.txt');
  expect(dialog()).toContain('Call me Ishmael.');
  await eventually(() => expect(document.activeElement?.textContent.trim()).toBe('Add to datasets'));
  expect(host.imported).toEqual([]);
  await studio.click('Add to datasets');
  expect(host.imported).toMatchObject([{ name: 'whale.txt', text: 'Call me Ishmael.' }]);
  expect(host.imported[0].options).toMatchObject({ encoding: null, cleanUps: ['byte-order-mark'], content: null });
  expect(router.currentRoute.value.path).toBe('/datasets/whale.txt');
  expect(studio.text()).toContain('whale.txt was added.');
  expect(dialog()).toBe('');
});

test('a large file comes in parts, whole and in order', async () => {
  studio = await mountStudio(host, '/settings');
  const text = Array.from({ length: 2_500_000 }, (_, line) => `line ${line % 1000}\n`).join('');
  await drop(aFile('whale.txt', text));
  await eventually(() => expect(studio.button('Add to datasets').disabled).toBe(false));
  expect(host.uploads.get('whale.txt')?.length).toBeGreaterThan(1);
  await studio.click('Add to datasets');
  await eventually(() => expect(host.imported).toHaveLength(1));
  expect(host.imported[0].text === text).toBe(true);
});

test('what is refused is told where it was decided, and nothing that was typed is lost', async () => {
  host.refuse.set('imports.run', 'disk-full');
  studio = await mountStudio(host, '/settings');
  await drop(aFile('whale.txt'));
  await studio.fill('Name', 'The whale');
  await studio.click('Add to datasets');
  expect(dialog()).toContain('The disk is full.');
  expect(studio.field('Name').value).toBe('The whale');
  expect(router.currentRoute.value.path).toBe('/settings');
  host.refuse.clear();
  await studio.click('Add to datasets');
  expect(host.imported).toMatchObject([{ name: 'The whale' }]);
});

test('a name that was typed can be had back after the dialog was closed', async () => {
  studio = await mountStudio(host, '/settings');
  await drop(aFile('whale.txt'));
  await studio.fill('Name', 'The whale');
  await studio.click('Cancel');
  expect(dialog()).toBe('');
  await studio.click('Go on with it');
  expect(studio.field('Name').value).toBe('The whale');
  expect(dialog()).toContain('Call me Ishmael.');
});

test('an import can be stopped, and then be tried with other choices', async () => {
  host.holdImport = true;
  studio = await mountStudio(host, '/settings');
  await drop(aFile('whale.txt'));
  await studio.click('Add to datasets');
  expect(dialog()).toContain('Importing');
  await studio.click('Stop');
  await eventually(() => expect(studio.button('Add to datasets').disabled).toBe(false));
  host.holdImport = false;
  await studio.click('Add to datasets');
  expect(host.imported).toHaveLength(1);
});

test('files that cannot be texts say so at once, and give way to what is dropped next', async () => {
  studio = await mountStudio(host, '/settings');
  await drop(aFile('empty.txt', ''));
  expect(dialog()).toContain('is empty. Choose a file with text in it.');
  expect(studio.button('Add to datasets').disabled).toBe(true);
  host.inspection = { encodings: [{ encoding: 'windows-1252', confidence: 0.1 }], encoding: 'windows-1252' };
  await drop(aFile('picture.png'));
  expect(dialog()).toContain('Add picture.png');
  expect(dialog()).toContain('is no text, or its encoding could not be recognized.');
  expect(studio.button('Add to datasets').disabled).toBe(true);
});

test('another encoding and clean-ups are the person’s to choose, and what changes is marked', async () => {
  host.inspection = {
    encodings: [
      { encoding: 'shift_jis', confidence: 0.9 },
      { encoding: 'utf-8', confidence: 0 },
    ],
    encoding: 'shift_jis',
    cleanUps: [
      { id: 'newlines', count: 12, samples: [{ before: 'one\r\n', after: 'one\n' }] },
      { id: 'nfkc', count: 3, samples: [{ before: '１２ days', after: '12 days' }] },
    ],
  };
  studio = await mountStudio(host, '/settings');
  await drop(aFile('whale.txt'));
  expect(dialog()).toContain('Detected, 90% sure.');
  expect([...document.querySelectorAll('del')].map(({ textContent }) => textContent)).toEqual(['[CR]', '１２']);
  expect([...document.querySelectorAll('ins')].map(({ textContent }) => textContent)).toEqual(['12']);
  await studio.fill('Encoding', 'utf-8');
  expect(dialog()).toContain('Some bytes are not of this encoding');
  expect(studio.button('Add to datasets').disabled).toBe(true);
  const tick = (label: string) => studio.field(label).click();
  tick('Replace what does not fit by �');
  tick('Make all line ends LF');
  await settle();
  await studio.click('Add to datasets');
  expect(host.imported[0].options).toMatchObject({
    encoding: 'utf-8',
    malformed: 'replace',
    cleanUps: ['byte-order-mark', 'newlines'],
  });
});

test('of a table the columns are given roles, and rows that do not fit are told by line', async () => {
  host.inspection = {
    format: 'csv',
    table: {
      header: true,
      columns: [
        aColumn('day', 'category'),
        aColumn('review', 'text'),
        aColumn('stars', 'category', { distinct: 2, empty: 1 }),
      ],
      rowsRead: 3,
      isWhole: true,
      rows: [['Monday', 'a fine whale', 'five']],
      raggedRows: [{ file: 'reviews.csv', line: 17, cells: 2, expected: 3 }],
    },
    suggestion: { kind: 'labelled', textColumn: 'review', labelColumn: 'stars' },
  };
  studio = await mountStudio(host, '/settings');
  await drop(aFile('reviews.csv'));
  expect(dialog()).toContain('a fine whale');
  expect(dialog()).toContain('Line 17 of reviews.csv: 2 cells, expected 3');
  expect(dialog()).toContain('2 different values1 empty');
  expect(dialog()).toContain('guess');
  expect(studio.field('Role of review').value).toBe('text');
  expect(studio.field('Role of stars').value).toBe('label');
  await studio.fill('Role of day', 'label');
  expect(studio.field('Role of stars').value).toBe('ignore');
  expect(dialog()).not.toContain('guess');
  await studio.click('Add to datasets');
  expect(host.imported[0].options.content).toEqual({ kind: 'labelled', textColumn: 'review', labelColumn: 'day' });
});

test('what a table leaves open is asked, and nothing is imported before it is answered', async () => {
  const labelled = { kind: 'labelled', textColumn: 'review', labelColumn: 'rating' } as const;
  host.inspection = {
    format: 'csv',
    table: {
      header: true,
      columns: [aColumn('review', 'text'), aColumn('rating', 'number', { whole: true, distinct: 5 })],
      rowsRead: 200,
      isWhole: false,
      rows: [['a fine whale', '5']],
      raggedRows: [],
    },
    suggestion: labelled,
    questions: [
      {
        id: 'labels-or-numbers',
        column: 'rating',
        text: 'Labels or numbers?',
        values: { name: 'rating', text: 'review', distinct: 5, cells: 200 },
        places: [],
        step: null,
        answers: [
          { id: 'classify', columns: ['review', 'rating'], content: labelled, options: '', text: '' },
          { id: 'write', columns: ['review'], content: { kind: 'text', textColumn: 'review' }, options: '', text: '' },
        ],
      },
    ],
  };
  studio = await mountStudio(host, '/settings');
  await drop(aFile('reviews.csv'));
  expect(dialog()).toContain('What is “rating”? It holds 5 different numbers in 200 rows');
  expect(dialog()).toContain('Counts are of the first 200 rows.');
  expect(studio.button('Add to datasets').disabled).toBe(true);
  host.inspection = { ...host.inspection, questions: [] };
  studio.field('Tell “rating” from “review”').click();
  await eventually(() => expect(studio.button('Add to datasets').disabled).toBe(false));
  expect(dialog()).not.toContain('What is “rating”?');
  await studio.click('Add to datasets');
  expect(host.imported[0].options.content).toEqual(labelled);
});

test('a series is shown as it was understood, with what was decided about its flaws', async () => {
  const content = { kind: 'series', predict: ['sales'], read: ['price'], knownAhead: [], horizon: null } as const;
  const untreated = { missing: null, duplicates: null, dateOrder: null, zone: null, decimal: null };
  const place = { series: null, file: null, line: 7, time: '2020-05-01', column: null, cell: null };
  const none = { count: 0, places: [], treatment: null };
  host.inspection = {
    format: 'csv',
    table: {
      header: true,
      columns: [aColumn('day', 'time', { timeFormat: 'iso' }), aColumn('sales', 'number'), aColumn('price', 'number')],
      rowsRead: 3,
      isWhole: true,
      rows: [['2020-01-01', '1', '2']],
      raggedRows: [],
    },
    suggestion: {
      ...content,
      predict: ['sales'],
      read: ['price'],
      knownAhead: [],
      ...untreated,
      time: 'day',
      series: null,
      gaps: 'interpolate',
    },
    understood: {
      columns: [
        { name: 'day', role: 'time', holds: 'time', decimal: null, thousands: null },
        { name: 'sales', role: 'predict', holds: 'number', decimal: null, thousands: null },
        { name: 'price', role: 'read', holds: 'number', decimal: null, thousands: null },
      ],
      rowsUsed: 144,
      rowsDropped: [],
      plannedRows: 0,
      time: {
        column: 'day',
        from: '2020-01-01',
        to: '2031-12-01',
        step: { unit: 'month', count: 1, day: 1 },
        zone: null,
        format: 'iso',
      },
      gaps: { count: 1, places: [place], treatment: 'interpolate', rows: 2 },
      duplicates: none,
      missing: none,
      seriesCount: 1,
      series: [],
      curve: { column: 'sales', series: null, from: '2020-01-01', to: '2031-12-01', values: [1, 2, null, 4] },
    },
  };
  studio = await mountStudio(host, '/settings');
  await drop(aFile('sales.csv'));
  expect(dialog()).toContain('Forecasts “sales” from 144 rows. From 2020-01-01 to 2031-12-01, every month.');
  expect(dialog()).toContain('Read too, up to the present: “price”.');
  expect(dialog()).toContain(
    '2 missing rows in 1 gap, after line 7 (2020-05-01). A line was drawn between the neighbours.',
  );
  expect(document.querySelector('[role=img]')?.getAttribute('aria-label')).toBe(
    'sales from 2020-01-01 to 2031-12-01, between 1 and 4',
  );
  expect(studio.field('Missing rows').value).toBe('interpolate');
  await studio.fill('Missing rows', 'split');
  await studio.fill('Role of price', 'known-ahead');
  await studio.click('Add to datasets');
  expect(host.imported[0].options.content).toMatchObject({
    predict: ['sales'],
    read: [],
    knownAhead: ['price'],
    gaps: 'split',
  });
});

test('several files become a dataset each, or one of all', async () => {
  studio = await mountStudio(host, '/datasets');
  await drop(aFile('one.txt', '1'), aFile('two.txt', '2'));
  await studio.click('Add 2 datasets');
  expect(host.imported.map(({ name, text }) => [name, text])).toEqual([
    ['one.txt', '1'],
    ['two.txt', '2'],
  ]);
  expect(studio.text()).toContain('2 texts were added.');
  await drop(aFile('three.txt', '3'), aFile('four.txt', '4'));
  studio.field(/^One dataset of all of them/).click();
  await settle();
  await studio.click('Add to datasets');
  expect(host.imported.at(-1)).toMatchObject({ name: 'three.txt and 1 more', text: '34' });
});

test('what is dropped while another is decided about waits its turn', async () => {
  studio = await mountStudio(host, '/settings');
  await drop(aFile('one.txt'));
  await drop(aFile('two.txt'));
  expect(dialog()).toContain('Add one.txt');
  expect(dialog()).toContain('1 more import waits');
  await studio.click('Add to datasets');
  expect(dialog()).toContain('Add two.txt');
});
