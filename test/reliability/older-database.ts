import Database from 'better-sqlite3';
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { initialProgress } from '../../src-engine/training/initial-progress.ts';
import { migrate } from '../../src-main/db/migrate.ts';
import { initial } from '../../src-main/db/migrations/0010-initial.ts';

const tensorBytes = 8 * 2 ** 20;

/** Leaves a database of the first version in a data folder: a run with one checkpoint, whose weights take so many bytes. */
export async function makeOlderDatabase(dataDir: string, bytes: number): Promise<{ tensors: number }> {
  const database = new Database(join(dataDir, 'kioku.db'));
  try {
    database.pragma('page_size = 16384');
    database.pragma('auto_vacuum = INCREMENTAL');
    database.pragma('journal_mode = WAL');
    await migrate(database, join(dataDir, 'kioku.db'), [initial]);
    const tensors = Math.ceil(bytes / tensorBytes);
    const progress = JSON.stringify({ ...initialProgress, step: 5 });
    database.exec(`
      INSERT INTO texts VALUES (1, '${createHash('sha256').digest('hex')}', 0);
      INSERT INTO analyses VALUES (1, 1, '{"minimumFrequency":1,"type":"character"}', '{}', 3, 2, '[]');
      INSERT INTO datasets VALUES (1, 'd', 'old.txt', 1, NULL, 0, 1);
      INSERT INTO runs (id, name, dataset_key, analysis_key, model, train, state, parameter_count, created_at)
        VALUES ('r', 'Old run', 1, 1, '{}', '{}', 'finished', 10, 1);
      INSERT INTO checkpoints VALUES (1, 'c', 1, 5, 0, 'finish', NULL, '${progress}', ${bytes}, 1);
    `);
    const insert = database.prepare('INSERT INTO tensors VALUES (?, ?, ?)');
    const use = database.prepare(
      `INSERT INTO checkpoint_tensors VALUES (1, ?, ?, '[${tensorBytes / 4}]', 'float32', ?)`,
    );
    for (let key = 1; key <= tensors; key++) {
      const content = randomBytes(tensorBytes);
      insert.run(key, createHash('sha256').update(content).digest('hex'), content);
      use.run(key, `parameter/${key}.kernel`, key);
    }
    return { tensors };
  } finally {
    database.close();
  }
}
