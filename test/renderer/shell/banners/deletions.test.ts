import { afterEach, beforeEach, expect, test } from 'vitest';
import { router } from '../../../../src-renderer/shell/router.ts';
import { FakeHost } from '../../studio/fake-host.ts';
import { mountStudio, settle, type MountedStudio } from '../../studio/mount-studio.ts';
import { aDataset, aRun } from '../../studio/sample-records.ts';

let host: FakeHost;
let studio: MountedStudio | undefined;

beforeEach(() => {
  host = new FakeHost();
});
afterEach(() => studio?.unmount());

const rows = () => [...document.querySelectorAll('td a')].map((link) => link.textContent.trim());

test('what another window deletes is gone from this one at once, and can be had back here', async () => {
  host.datasets = [aDataset({ id: 'd', name: 'A novel' }), aDataset({ id: 'e', name: 'A play' })];
  studio = await mountStudio(host, '/datasets');
  expect(rows()).toEqual(['A novel', 'A play']);
  const [novel, play] = host.datasets;
  host.datasets = [play!];
  host.storedChanges.announce(['datasets']);
  host.trash.put({ kind: 'dataset', id: 'd', name: 'A novel' }, () => (host.datasets = [novel!, play!]));
  await settle();
  expect(rows()).toEqual(['A play']);
  expect(studio.text()).toContain('A novel was deleted.');
  await studio.click('Undo');
  expect(rows()).toEqual(['A novel', 'A play']);
  expect(studio.text()).not.toContain('was deleted');
});

test('the message goes when another window has brought everything back, and the settings list what can be had back', async () => {
  studio = await mountStudio(host, '/settings');
  host.trash.put({ kind: 'run', id: 'r', name: 'Night run' }, () => undefined);
  host.trash.put({ kind: 'checkpoint', id: 'c', name: 'Day run', step: 1200 }, () => undefined);
  await settle();
  expect(studio.text()).toContain('2 items were deleted.');
  expect(studio.text()).toContain('Day run, step 1,200');
  await studio.click('Bring back Night run');
  expect(host.trash.items.map(({ id }) => id)).toEqual(['c']);
  await studio.click('Free the disk now');
  expect(host.trash.items).toEqual([]);
  expect(studio.text()).not.toContain('deleted');
});

test('a run that trains is stopped and deleted in one request, whatever becomes of the window', async () => {
  host.runs = [aRun({ id: 'r', name: 'Night run', state: 'running' })];
  studio = await mountStudio(host, '/runs');
  document.querySelector<HTMLElement>('tbody [role=checkbox], tbody input[type=checkbox]')?.click();
  await settle();
  await studio.click('Delete');
  expect(host.runs).toEqual([]);
  expect(host.trash.items).toMatchObject([{ kind: 'run', id: 'r' }]);
  await studio.click('Undo');
  expect(host.runs).toMatchObject([{ id: 'r', state: 'stopped' }]);
});

test('a notice is shown until it is dismissed, with the way to what can be done', async () => {
  studio = await mountStudio(host, '/settings');
  host.setNotices([
    { id: 'n', code: 'runs-interrupted', severity: 'warning', message: '', details: { runs: 2 }, createdAt: 1 },
  ]);
  await settle();
  expect(studio.text()).toContain('2 runs were not over when the studio ended.');
  [...document.querySelectorAll('a')].find((link) => link.textContent.trim() === 'Resume')?.click();
  await settle();
  expect(router.currentRoute.value.name).toBe('runs');
  await studio.click('Dismiss this notice');
  expect(host.notices).toEqual([]);
  expect(studio.text()).not.toContain('were not over');
});
