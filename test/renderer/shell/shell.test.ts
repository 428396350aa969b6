import { afterEach, beforeEach, expect, test } from 'vitest';
import { language } from '../../../src-renderer/locales/language.ts';
import { router } from '../../../src-renderer/shell/router.ts';
import { theme } from '../../../src-renderer/ui/theme.ts';
import { FakeHost } from '../studio/fake-host.ts';
import { changeRun } from '../studio/host/run-changes.ts';
import { mountStudio, settle, type MountedStudio } from '../studio/mount-studio.ts';
import { aDataset, aRun } from '../studio/sample-records.ts';

let host: FakeHost;
let studio: MountedStudio | undefined;

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  theme.value = 'system';
  host = new FakeHost();
  host.datasets = [aDataset({ id: 'whale', name: 'Moby Dick' })];
  host.runs = [
    aRun({ id: 'r1', name: 'Ahab', state: 'running' }),
    aRun({ id: 'r2', name: 'Ishmael', state: 'paused' }),
  ];
});
afterEach(() => {
  studio?.unmount();
  studio = undefined;
});

async function press(key: string, options: KeyboardEventInit = {}): Promise<void> {
  const target = document.activeElement ?? document.body;
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options }));
  // Menus and dialogs give the focus back in the next task.
  await new Promise((resolve) => setTimeout(resolve, 5));
  await settle();
}

const dialog = () => document.querySelector('[role=dialog]');
const options = () => [...document.querySelectorAll('[role=option]')].map((element) => element.textContent.trim());
const heading = () => document.querySelector('main h1');

async function openPalette(query: string): Promise<void> {
  await press('k', { ctrlKey: true });
  const input = document.querySelector<HTMLInputElement>('[role=combobox]');
  if (input === null) throw new Error('The palette is not open.');
  input.focus();
  input.value = query;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
}

test('the palette finds a dataset by its name and goes there, by keys alone', async () => {
  studio = await mountStudio(host, '/lessons');
  await openPalette('moby');
  expect(options().some((text) => text.startsWith('Moby Dick'))).toBe(true);
  await press('Enter');
  expect(dialog()).toBeNull();
  expect(router.currentRoute.value.path).toBe('/datasets/whale');
});

test('the palette understands Japanese while it speaks English', async () => {
  studio = await mountStudio(host, '/datasets');
  await openPalette('設定');
  await press('Enter');
  expect(router.currentRoute.value.path).toBe('/settings');
});

test('what was used last is offered first the next time', async () => {
  studio = await mountStudio(host, '/datasets');
  await openPalette('dark');
  await press('Enter');
  expect(theme.value).toBe('dark');
  await openPalette('light');
  await press('Enter');
  await press('k', { ctrlKey: true });
  // The theme that is shown is not offered.
  expect(options()[0]).toContain('Theme: dark');
});

test('the palette pauses the run in training, and switches the language', async () => {
  studio = await mountStudio(host, '/datasets');
  await openPalette('pause');
  await press('Enter');
  expect(host.runs.find(({ id }) => id === 'r1')?.state).toBe('paused');
  await openPalette('language');
  await press('Enter');
  expect(language.value).toBe('ja');
});

test('Enter chooses in the palette what is only offered after it was typed', async () => {
  host.runs = [aRun({ id: 'r1', name: 'Ahab', state: 'finished' })];
  studio = await mountStudio(host, '/datasets');
  await openPalette('pause');
  expect(options()).toEqual([]);
  changeRun(host, 'r1', { state: 'running' });
  await settle();
  expect(options()).toHaveLength(1);
  await press('Enter');
  expect(host.runs[0]?.state).toBe('paused');
});

test('? shows the keys, those of the screen among the first', async () => {
  studio = await mountStudio(host, '/playground');
  await press('?', { shiftKey: true });
  expect(dialog()?.textContent).toContain('Keyboard shortcuts');
  expect(
    [...(dialog()?.querySelectorAll('h3') ?? [])].map((element) => element.textContent.trim()).slice(0, 2),
  ).toEqual(['Everywhere', 'Playground on this screen']);
});

test('the status bar tells the job, its rest and the engine’s memory, and pauses it', async () => {
  host.runs = [aRun({ id: 'r1', name: 'Ahab', state: 'running', step: 50, totalSteps: 200, remainingMs: 720_000 })];
  studio = await mountStudio(host, '/datasets');
  const bar = document.querySelector('footer');
  expect(bar?.textContent).toMatch(/Training.*Ahab.*25%.*12 min left.*wasm relaxed × 2.*50 GFLOP\/s.*212 MB/s);
  await studio.click('Pause Ahab');
  expect(host.runs[0].state).toBe('paused');
});

test('each page takes the focus to its heading, and the title to the window', async () => {
  studio = await mountStudio(host, '/datasets');
  await router.push('/lessons');
  await settle();
  expect(document.activeElement).toBe(heading());
  expect(heading()?.textContent).toBe('Lessons');
  expect(document.title).toBe('Lessons · Kioku Studio');
});

test('an address that leads nowhere says so and helps on', async () => {
  studio = await mountStudio(host, '/nowhere/at/all');
  expect(heading()?.textContent).toBe('There is nothing here');
  expect(document.querySelector('main')?.textContent).toContain('/nowhere/at/all');
  await studio.click('Search the studio');
  expect(dialog()).not.toBeNull();
});

test('the sidebar is folded by a key and stays so', async () => {
  studio = await mountStudio(host, '/datasets');
  const label = () => document.querySelector('nav [aria-expanded]')?.getAttribute('aria-label');
  const before = label();
  await press('b', { ctrlKey: true });
  expect(label()).not.toBe(before);
  expect(localStorage.getItem('kioku.sidebar')).toMatch(/open|closed/);
  // Without its words a place still has its name.
  expect([...document.querySelectorAll('nav a')].map((link) => link.textContent.trim())).toContain('Models');
});
