import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../../src-main/db/open-store.ts';
import { folderOfOlderStudio } from './older-studio.ts';

test('data and checkpoints of an older studio are not measured yet, can be, and take what was measured along when they go', async () => {
  const dataDir = await folderOfOlderStudio(
    530,
    `INSERT INTO checkpoints (key, id, run_key, step, epoch, reason, progress, bytes, created_at) VALUES (1, 'c', 1, 1, 1, 'epoch', '{}', 5, 1);`,
  );

  const store = await openStore(dataDir);
  expect(store.dataMeasurements.get(1, 'split')).toBeNull();
  expect(store.memorisations.get(1)).toBeNull();
  const measurements = { nGrams: null, dependency: null, leak: null };
  const figures = { share: 0.5, longest: 30, usualLongest: 20 };
  const found = { step: 1, temperature: 0.5, texts: 8, tokens: 200, written: figures, heldOut: null, recites: true };
  store.dataMeasurements.insert(1, 'split', measurements);
  store.memorisations.insert(1, found);
  expect(store.dataMeasurements.get(1, 'split')).toEqual(measurements);
  expect(store.memorisations.get(1)).toEqual(found);
  await store.close();

  const again = new Database(join(dataDir, 'kioku.db'));
  again.pragma('foreign_keys = ON');
  again.exec('DELETE FROM checkpoints; DELETE FROM runs; DELETE FROM analyses;');
  const left = again.prepare('SELECT (SELECT count(*) FROM data_measurements) + (SELECT count(*) FROM memorisations)');
  expect(left.pluck().get()).toBe(0);
  again.close();
});
