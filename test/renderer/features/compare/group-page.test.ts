import { afterEach, beforeEach, expect, test } from 'vitest';
import { router } from '../../../../src-renderer/shell/router.ts';
import { FakeHost } from '../../studio/fake-host.ts';
import { mountStudio, type MountedStudio } from '../../studio/mount-studio.ts';
import { aRun } from '../../studio/sample-records.ts';

let host: FakeHost;
let studio: MountedStudio;

const repeat = (seed: number, loss: number, group: { id: string; name: string }) =>
  aRun({
    id: `${group.id}-${seed}`,
    name: `${group.name} · seed ${seed}`,
    group: { ...group, kind: 'seeds' },
    train: { ...aRun().train, seed },
    state: 'finished',
    bestValidationLoss: loss,
    outcome: { kind: 'finished', epoch: 1, step: 1 },
  });

beforeEach(() => {
  host = new FakeHost();
  const [plain, wide] = [
    { id: 'plain', name: 'Plain' },
    { id: 'wide', name: 'Wide' },
  ];
  host.runs = [
    ...[2, 2.2, 2.1].map((loss, seed) => repeat(seed, loss, plain)),
    ...[2.05, 2.1, 2.2].map((loss, seed) => repeat(seed, loss, wide)),
  ];
});
afterEach(() => studio.unmount());

test('a group says the mean of its seeds with the interval, and can have more of them', async () => {
  studio = await mountStudio(host, '/runs/group/plain');
  expect(studio.text()).toContain('Best val. loss of 3 seeds: 2.100 ± 0.248');
  expect(document.querySelectorAll('tbody tr')).toHaveLength(3);
  await studio.click('More seeds');
  await studio.fill('Seeds', '6');
  expect(studio.text()).toContain('3 runs join the queue');
  await studio.click('Repeat');
  expect(host.repeated).toEqual([{ runId: 'plain-0', seeds: 6 }]);
});

test('a difference of groups within the noise is said to be none, with the number', async () => {
  studio = await mountStudio(host, `/runs/compare?runs=${host.runs.map(({ id }) => id).join()}`);
  await expect.poll(() => studio.text()).toContain('Repeats compared');
  expect(studio.text()).toContain('none: within the noise of the seeds');
  expect(studio.text()).toContain('+0.017 ± 0.');
});

test('the list of runs folds a group into one row with mean and interval', async () => {
  studio = await mountStudio(host, '/runs');
  expect(document.querySelectorAll('tbody tr')).toHaveLength(2);
  expect(studio.text()).toContain('2.100 ± 0.248');
  await studio.click('Plain: show its runs');
  expect(document.querySelectorAll('tbody tr')).toHaveLength(5);
  await studio.click('Plain: hide its runs');
  expect(document.querySelectorAll('tbody tr')).toHaveLength(2);
});

test('a finished run is repeated from its dashboard', async () => {
  host.runs = [aRun({ id: 'one', name: 'One', state: 'finished', outcome: { kind: 'finished', epoch: 1, step: 1 } })];
  studio = await mountStudio(host, '/runs/one');
  await studio.click('Repeat with seeds');
  await studio.fill('Seeds', '3');
  await studio.click('Repeat');
  expect(host.repeated).toEqual([{ runId: 'one', seeds: 3 }]);
  await expect.poll(() => router.currentRoute.value.name).toBe('run-group');
});
