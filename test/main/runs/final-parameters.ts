import Database from 'better-sqlite3';
import { join } from 'node:path';

/** Name and hash of each parameter in a run's last checkpoint, read as another program would. */
export function finalParameters(dataDir: string, runId: string): { name: string; hash: string }[] {
  const database = new Database(join(dataDir, 'kioku.db'), { readonly: true });
  try {
    return database
      .prepare<[string], { name: string; hash: string }>(
        `SELECT ct.name, t.hash FROM checkpoint_tensors ct JOIN tensors t ON t.key = ct.tensor_key
         WHERE ct.name GLOB 'parameter/*' AND ct.checkpoint_key =
           (SELECT c.key FROM checkpoints c JOIN runs r ON r.key = c.run_key WHERE r.id = ? ORDER BY c.step DESC LIMIT 1)
         ORDER BY ct.ordinal`,
      )
      .all(runId);
  } finally {
    database.close();
  }
}
