import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { migrate } from '../../../src-main/db/migrate.ts';
import { initial } from '../../../src-main/db/migrations/0010-initial.ts';
import { imports } from '../../../src-main/db/migrations/0020-imports.ts';
import { runLifecycle } from '../../../src-main/db/migrations/0030-run-lifecycle.ts';
import { models } from '../../../src-main/db/migrations/0040-models.ts';
import { stepInsights } from '../../../src-main/db/migrations/0050-step-insights.ts';
import { textUnits } from '../../../src-main/db/migrations/0060-text-units.ts';
import { runEvents } from '../../../src-main/db/migrations/0070-run-events.ts';
import { tokenCounts } from '../../../src-main/db/migrations/0080-token-counts.ts';
import { exportsAndArrivals } from '../../../src-main/db/migrations/0090-exports-and-arrivals.ts';
import { errorDetails } from '../../../src-main/db/migrations/0100-error-details.ts';
import { queue } from '../../../src-main/db/migrations/0110-queue.ts';
import { trashAndNotices } from '../../../src-main/db/migrations/0120-trash-and-notices.ts';
import { pieces } from '../../../src-main/db/migrations/0130-pieces.ts';
import { taggedDatasets } from '../../../src-main/db/migrations/0210-tagged-datasets.ts';
import { scores } from '../../../src-main/db/migrations/0230-scores.ts';
import { openStore } from '../../../src-main/db/open-store.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const before = [
  initial,
  imports,
  runLifecycle,
  models,
  stepInsights,
  textUnits,
  runEvents,
  tokenCounts,
  exportsAndArrivals,
  errorDetails,
  queue,
  trashAndNotices,
  pieces,
  taggedDatasets,
  scores,
];

/** A data folder as a studio left it that knew no preparations. */
async function olderFolder(): Promise<string> {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'kioku.db');
  const database = new Database(file);
  await migrate(database, file, before);
  database.exec(`
    INSERT INTO texts (key, role, hash, bytes) VALUES (1, 'content', 'h', 1);
    INSERT INTO datasets (key, id, name, kind, text_key, byte_order_mark_removed, created_at)
      VALUES (1, 'd', 'a.csv', 'numeric', 1, 0, 1);
    INSERT INTO analyses (key, text_key, spec, tokenizer, token_count, vocabulary_size, top_frequencies)
      VALUES (1, 1, '{}', '{}', 1, 1, '[]');
    INSERT INTO runs (key, id, name, dataset_key, analysis_key, model, train, state, parameter_count, created_at)
      VALUES (1, 'r', 'r', 1, 1, '{}', '{}', 'finished', 1, 1);
  `);
  database.close();
  return dataDir;
}

test('a run of an older studio has no preparation, and new ones keep theirs', async () => {
  const store = await openStore(await olderFolder());
  onTestFinished(() => store.close());
  const older = store.runs.get('r');
  expect(older).toMatchObject({ name: 'r', preparation: null });
  const { dataset_key, analysis_key, model, train } = older!;
  const preparation = '{"version":1}';
  store.runs.insert({
    ...{ id: 's', name: 's', dataset_key, analysis_key, preset_id: null, model, train, preparation },
    ...{ parameter_count: 1, parent: null, created_at: 2 },
  });
  expect(store.runs.get('s')).toMatchObject({ preparation });
});
