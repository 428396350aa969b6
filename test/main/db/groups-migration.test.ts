import { expect, test } from 'vitest';
import { openStore } from '../../../src-main/db/open-store.ts';
import { folderOfOlderStudio } from './older-studio.ts';

test('a run of an older studio is in no group, and can be put into one that leaves with its last run', async () => {
  const dataDir = await folderOfOlderStudio(540);

  const store = await openStore(dataDir);
  expect(store.runs.get('run')).toMatchObject({ group_key: null, group_id: null, sweep_key: null, rung: null });
  const key = store.groups.insert({ id: 'g', name: 'Seeds', kind: 'seeds', created_at: 2 });
  store.groups.put(1, key);
  expect(store.runs.get('run')).toMatchObject({ group_id: 'g', group_name: 'Seeds', group_kind: 'seeds' });
  expect(store.runs.listGroup(key).map(({ id }) => id)).toEqual(['run']);
  store.runs.purge(1);
  await store.freeDisk();
  expect(store.groups.get('g')).toBeUndefined();
  await store.close();
});
