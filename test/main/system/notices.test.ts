import { expect, test } from 'vitest';
import { Notices, type NewNotice } from '../../../src-main/system/notices.ts';
import { temporaryStore } from '../db/temporary-store.ts';
import { openTemporaryHost } from '../temporary-host.ts';

const interrupted: NewNotice = {
  code: 'runs-interrupted',
  severity: 'warning',
  message: '2 runs were not over.',
  details: { runs: 2 },
};
const onNetwork: NewNotice = {
  code: 'network-file-system',
  severity: 'error',
  message: 'The data folder lies on nfs.',
  details: { folder: '/data', fileSystem: 'nfs' },
  staysDismissed: true,
};

test('a notice that comes while the studio runs is seen in every window, and dismissed in all of them', async () => {
  const { store } = await temporaryStore();
  const notices = new Notices(store, () => undefined);
  const windows = [notices.watch(undefined), notices.watch(undefined)];
  const seen = () => Promise.all(windows.map(async (each) => (await each.next()).value));
  expect(await seen()).toEqual([[], []]);
  notices.add(interrupted);
  for (const now of await seen()) expect(now).toMatchObject([{ code: 'runs-interrupted', severity: 'warning' }]);
  notices.dismiss('runs-interrupted');
  expect(await seen()).toEqual([[], []]);
});

test('what was dismissed stays so over a restart, until it happens again; a state that lasts is told only once', async () => {
  const { store } = await temporaryStore();
  const first = new Notices(store, () => undefined);
  first.add(interrupted);
  first.add(onNetwork);
  expect(new Notices(store, () => undefined).list()).toHaveLength(2);
  for (const { id } of first.list()) first.dismiss(id);

  const second = new Notices(store, () => undefined);
  expect(second.list()).toEqual([]);
  second.add(onNetwork);
  second.add({ ...interrupted, details: { runs: 1 } });
  expect(second.list()).toMatchObject([{ code: 'runs-interrupted', details: { runs: 1 } }]);
});

test('a notice that cannot be written down is shown all the same', async () => {
  const { store } = await temporaryStore();
  const logged: unknown[] = [];
  const full = { ...store, notices: { ...store.notices, put: () => fail() } };
  const notices = new Notices(full, (_message, error) => logged.push(error));
  notices.add(interrupted);
  expect(notices.list()).toMatchObject([{ code: 'runs-interrupted' }]);
  expect(logged).toHaveLength(1);
  notices.dismiss('runs-interrupted');
  expect(notices.list()).toEqual([]);
});

test('a client follows the notices, and dismisses them', async () => {
  const { client } = await openTemporaryHost();
  const changes = await client.system.noticeChanges();
  expect((await changes.next()).value).toEqual([]);
  await client.system.dismissNotice({ noticeId: 'unknown' });
  expect(await client.system.notices()).toEqual([]);
});

function fail(): never {
  throw new Error('database or disk is full');
}
