import { expect, test } from 'vitest';
import { openStore } from '../../../src-main/db/open-store.ts';
import { folderOfOlderStudio } from './older-studio.ts';

test('a database of an older studio has no dismissed findings and no found rates, and takes some; its runs know no vectors', async () => {
  const dataDir = await folderOfOlderStudio(510);

  const store = await openStore(dataDir);
  expect(store.dismissals.list('model')).toEqual([]);
  store.dismissals.put('model', { rule: 'over-fitting', reason: 'It is a demonstration.', at: 2 });
  store.dismissals.put('model', { rule: 'over-fitting', reason: 'Meant to.', at: 3 });
  store.dismissals.put('other', { rule: 'split-leak', reason: 'Known.', at: 4 });
  expect(store.dismissals.list('model')).toEqual([{ rule: 'over-fitting', reason: 'Meant to.', at: 3 }]);
  store.dismissals.remove('model', 'over-fitting');
  expect(store.dismissals.list('model')).toEqual([]);
  expect(store.foundRates.get('model', 'adam')).toBeNull();
  store.foundRates.put('model', 'adam', { learningRate: 0.004, divergesAt: null });
  expect(store.foundRates.get('model', 'adam')).toEqual({ learningRate: 0.004, divergesAt: null });
  expect(store.foundRates.get('model', 'sgd')).toBeNull();
  expect(store.runs.get('run')?.vector_share).toBeNull();
  await store.close();
});
