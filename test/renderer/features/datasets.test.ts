import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { router } from '../../../src-renderer/shell/router.ts';
import { FakeHost } from '../fake-host.ts';
import { mountStudio, settle, type MountedStudio } from '../mount-studio.ts';
import { aDataset } from '../sample-records.ts';

let host: FakeHost;
let studio: MountedStudio;

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
  host = new FakeHost();
});
afterEach(() => studio.unmount());

function drop(...files: File[]): void {
  const event = new Event('drop', { bubbles: true, cancelable: true });
  Object.defineProperty(event, 'dataTransfer', { value: { files, types: ['Files'] } });
  document.body.dispatchEvent(event);
}

const aFile = (name: string, text = 'Call me Ishmael.') => new File([text], name, { type: 'text/plain' });

test('an empty studio says what to do next and offers a sample, one click away', async () => {
  studio = await mountStudio(host, '/datasets');
  expect(studio.text()).toContain('Add a text to learn from');
  expect(studio.text()).toContain('Public domain');
  await studio.click('Add Moby Dick');
  expect(router.currentRoute.value.path).toBe('/datasets/moby-dick');
  expect(studio.text()).toContain('Call me Ishmael.');
});

test('a file dropped anywhere is added and opened', async () => {
  studio = await mountStudio(host, '/settings');
  drop(aFile('whale.txt'));
  await settle();
  expect(host.imported).toEqual([{ name: 'whale.txt', text: 'Call me Ishmael.' }]);
  expect(router.currentRoute.value.path).toBe('/datasets/whale.txt');
  expect(studio.text()).toContain('whale.txt was added.');
});

test('a file too large for one message comes in parts, whole and in order', async () => {
  studio = await mountStudio(host, '/settings');
  const text = Array.from({ length: 2_500_000 }, (_, line) => `line ${line % 1000}\n`).join('');
  drop(aFile('whale.txt', text));
  await vi.waitFor(() => expect(host.imported).toHaveLength(1));
  expect(host.uploads.get('whale.txt')?.length).toBeGreaterThan(1);
  expect(host.imported[0].text === text).toBe(true);
  await settle();
  expect(router.currentRoute.value.path).toBe('/datasets/whale.txt');
});

test('a file that is refused is told by name and reason, and the page stays', async () => {
  host.refuse.set('datasets.import', 'dataset-not-text');
  studio = await mountStudio(host, '/settings');
  drop(aFile('picture.png'));
  await settle();
  expect(document.querySelector('[role=alert]')?.textContent).toContain('picture.png: This is not a text');
  expect(router.currentRoute.value.path).toBe('/settings');
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
  expect(host.imported).toEqual([{ name: 'My notes', text: 'Some text that took long to write.' }]);
});

test('a text in use is not deleted, and the dialog says why', async () => {
  host.datasets = [aDataset({ runCount: 1 })];
  host.refuse.set('datasets.delete', 'dataset-in-use');
  studio = await mountStudio(host, '/datasets/d');
  await studio.click('Delete');
  const confirm = [...document.querySelectorAll<HTMLButtonElement>('[role=alertdialog] button')].at(-1);
  confirm?.click();
  await settle();
  expect(document.querySelector('[role=alertdialog]')?.textContent).toContain('Runs were trained on this text.');
  expect(host.datasets).toHaveLength(1);
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
