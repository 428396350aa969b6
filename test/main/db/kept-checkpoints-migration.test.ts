import { expect, test } from 'vitest';
import { openStore } from '../../../src-main/db/open-store.ts';
import { folderOfOlderStudio } from './older-studio.ts';

test('a checkpoint of an older studio has no pin and no name, and can be given both', async () => {
  const dataDir = await folderOfOlderStudio(
    440,
    `INSERT INTO checkpoints (id, run_key, step, epoch, reason, progress, bytes, created_at) VALUES ('c', 1, 1, 1, 'epoch', '{}', 5, 1);`,
  );

  const store = await openStore(dataDir);
  const read = () => store.checkpoints.list(1)[0];
  expect(read()).toMatchObject({ id: 'c', step: 1, is_pinned: 0, name: null });
  store.checkpoints.describe(read()!.key, { isPinned: true, name: 'old' });
  expect(read()).toMatchObject({ is_pinned: 1, name: 'old' });
  await store.close();
});
