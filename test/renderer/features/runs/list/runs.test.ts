import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeToast, toasts } from '../../../../../src-renderer/ui/messages/toasts.ts';
import { FakeHost } from '../../../studio/fake-host.ts';
import { mountStudio, settle, type MountedStudio } from '../../../studio/mount-studio.ts';
import { aRun } from '../../../studio/sample-records.ts';

let host: FakeHost;
let studio: MountedStudio;

beforeEach(() => {
  localStorage.clear();
  host = new FakeHost();
  host.runs = [
    aRun({ id: 'a', name: 'Whale', createdAt: 3, bestValidationLoss: 1.5, validationLoss: 1.9, tags: ['night'] }),
    aRun({
      id: 'b',
      name: 'Crow',
      createdAt: 2,
      bestValidationLoss: null,
      validationLoss: null,
      datasetId: 'e',
      datasetName: '寓話',
    }),
    aRun({ id: 'c', name: 'Fox', createdAt: 1, bestValidationLoss: 1.2, validationLoss: 1.2, state: 'stopped' }),
  ];
});
afterEach(() => studio.unmount());

const names = () => [...document.querySelectorAll('tbody .row-link')].map((link) => link.textContent.trim());
const row = (name: string) => [...document.querySelectorAll('tbody tr')].find((tr) => tr.textContent.includes(name));

test('newest first; a heading sorts by its column, best and last value apart, nothing measured at the end', async () => {
  studio = await mountStudio(host, '/runs');
  expect(names()).toEqual(['Whale', 'Crow', 'Fox']);
  await studio.click('Best val. loss');
  expect(names()).toEqual(['Fox', 'Whale', 'Crow']);
  await studio.click('Best val. loss');
  expect(names()).toEqual(['Whale', 'Fox', 'Crow']);
  expect(row('Whale')?.textContent).toContain('1.500');
  expect(row('Whale')?.textContent).toContain('1.900');
});

test('sorted by losses of different datasets, the list says that it is no ranking, and is one when grouped', async () => {
  studio = await mountStudio(host, '/runs');
  expect(studio.text()).not.toContain('This order is no ranking');
  await studio.click('Best val. loss');
  expect(studio.text()).toContain('This order is no ranking: the runs learnt from different datasets.');
  await studio.fill('Group by', 'dataset');
  expect(studio.text()).not.toContain('This order is no ranking');
});

test('a sweep crowns by bits per character where tokens differ, and nobody where datasets do', async () => {
  const byWord = { tokenizer: { type: 'word', minimumFrequency: 1, locale: 'en' }, bestValidationLoss: 5 } as const;
  const tags = ['tokens'];
  host.runs = [
    aRun({ id: 'a', name: 'Letters', tags, bestValidationLoss: 1.5 }),
    aRun({ id: 'b', name: 'Words', tags, ...byWord, unitsPerToken: { characters: 5, words: 1, bytes: 5 } }),
  ];
  studio = await mountStudio(host, '/runs/sweep/tokens');
  expect(names()).toEqual(['Words', 'Letters']);
  expect(studio.text()).toContain('Best with Words: 1.443 bits per character. The other is 50% higher.');
  studio.unmount();
  host.runs = host.runs.map((run) => (run.id === 'b' ? { ...run, datasetId: 'e' } : run));
  studio = await mountStudio(host, '/runs/sweep/tokens');
  expect(names()).toEqual(['Letters', 'Words']);
  expect(studio.text()).toContain('These runs learnt from different datasets');
  expect(studio.text()).not.toContain('Best with');
});

test('words filter by name, tag and dataset, and a state by itself', async () => {
  studio = await mountStudio(host, '/runs');
  await studio.fill('Filter by words', 'NIGHT wha');
  expect(names()).toEqual(['Whale']);
  await studio.fill('Filter by words', '寓話');
  expect(names()).toEqual(['Crow']);
  await studio.fill('Filter by words', '');
  await studio.fill('State', 'stopped');
  expect(names()).toEqual(['Fox']);
});

test('grouped by dataset, the choice is remembered', async () => {
  studio = await mountStudio(host, '/runs');
  await studio.fill('Group by', 'dataset');
  expect([...document.querySelectorAll('th[scope=rowgroup]')].map((th) => th.textContent.trim())).toEqual([
    'A novel 2',
    '寓話 1',
  ]);
  studio.unmount();
  studio = await mountStudio(host, '/runs');
  expect(document.querySelectorAll('th[scope=rowgroup]')).toHaveLength(2);
});

async function tick(label: string): Promise<void> {
  const box = document.querySelector<HTMLInputElement>(`input[aria-label="${label}"]`);
  box?.click();
  await settle();
}

test('a deletion is the host’s at once, can be taken back, and stays when its message is closed', async () => {
  studio = await mountStudio(host, '/runs');
  await tick('Select Crow');
  await studio.click('Delete');
  expect(names()).toEqual(['Whale', 'Fox']);
  expect(host.runs.map(({ id }) => id)).toEqual(['a', 'c']);
  await studio.click('Undo');
  expect(names()).toEqual(['Whale', 'Crow', 'Fox']);

  await tick('Select Crow');
  await studio.click('Delete');
  toasts.value.forEach(({ id }) => closeToast(id));
  await settle();
  expect(host.runs.map(({ id }) => id)).toEqual(['a', 'c']);
  expect(names()).toEqual(['Whale', 'Fox']);
});

test('tags are edited where they stand; the Enter of an input method does not save', async () => {
  studio = await mountStudio(host, '/runs');
  await studio.click('Tags of Whale: night');
  const input = document.querySelector<HTMLInputElement>('input[aria-label="Tags of Whale"]');
  if (input === null) throw new Error('There is no field.');
  input.value = 'night, 海、 long';
  input.dispatchEvent(new Event('input'));
  for (const composing of [{ isComposing: true }, { keyCode: 229 }]) {
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, ...composing }));
  }
  await settle();
  expect(host.runs[0].tags).toEqual(['night']);
  input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  await settle();
  expect(host.runs[0].tags).toEqual(['night', '海', 'long']);
});

test('a waiting run can be moved within the queue, not beyond its ends', async () => {
  host.runs = ['x', 'y', 'z'].map((id, index) =>
    aRun({ id, name: id, state: 'queued', queuePosition: index + 1, createdAt: 10 - index }),
  );
  studio = await mountStudio(host, '/runs');
  expect(studio.button('x: a turn sooner').disabled).toBe(true);
  expect(studio.button('z: a turn later').disabled).toBe(true);
  await studio.click('z: a turn sooner');
  await studio.click('x: a turn later');
  await studio.click('y: a turn later');
  expect(host.moved).toEqual([
    { runId: 'z', before: 'y' },
    { runId: 'x', before: 'z' },
    { runId: 'y', before: null },
  ]);
});

test('a thousand runs are a thousand rows of which a few are drawn', async () => {
  host.runs = Array.from({ length: 1000 }, (_, index) => aRun({ id: `r${index}`, name: `run ${index}` }));
  studio = await mountStudio(host, '/runs');
  expect(document.querySelector('table')?.getAttribute('aria-rowcount')).toBe('1001');
  expect(document.querySelectorAll('tbody tr').length).toBeLessThan(120);
});
