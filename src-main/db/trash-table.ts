import type { Statement } from 'better-sqlite3';
import type { TrashKind } from '../contract/trash-records.ts';
import type { Writer } from './handles/handles.ts';

/**
 * The presence of a thing. Nobody sees what is `trashed`, but it can be restored; `arriving`: nobody sees it before it is whole;
 * `purging`: it leaves piece by piece, and there is no way back.
 */
export type Presence = 'present' | 'trashed' | 'arriving' | 'purging';

export interface TrashRow {
  kind: TrashKind;
  id: string;
  key: number;
  name: string;
  /** The step of a checkpoint; null for all other things. */
  step: number | null;
  bytes: number;
  trashed_at: number;
  /** The run that it is, or belongs to; null for datasets and models. */
  run_key: number | null;
  run_id: string | null;
}

const tables: Record<TrashKind, string> = {
  run: 'runs',
  dataset: 'datasets',
  checkpoint: 'checkpoints',
  model: 'models',
};

/** Lists the deleted things of all kinds that can be restored. */
export function trashTable(database: Writer) {
  const list = database.prepare<[], TrashRow>(`
    SELECT 'run' AS kind, id, key, name, NULL AS step, trashed_at, key AS run_key, id AS run_id,
      (SELECT coalesce(sum(bytes), 0) FROM checkpoints WHERE run_key = runs.key)
        + (SELECT coalesce(sum(bytes), 0) FROM exports WHERE run_key = runs.key) AS bytes
    FROM runs WHERE presence = 'trashed'
    UNION ALL
    SELECT 'dataset', d.id, d.key, d.name, NULL, d.trashed_at, NULL, NULL, t.bytes
    FROM datasets d JOIN texts t ON t.key = d.text_key WHERE d.presence = 'trashed'
    UNION ALL
    SELECT 'checkpoint', c.id, c.key, r.name, c.step, c.trashed_at, r.key, r.id, c.bytes
    FROM checkpoints c JOIN runs r ON r.key = c.run_key WHERE c.presence = 'trashed' AND r.presence = 'present'
    UNION ALL
    SELECT 'model', id, key, name, NULL, trashed_at, NULL, NULL, 0 FROM models WHERE presence = 'trashed'
    ORDER BY trashed_at DESC`);
  const byKind = <Arguments extends unknown[]>(sql: (table: string) => string) =>
    Object.fromEntries(
      Object.entries(tables).map(([kind, table]) => [kind, database.prepare<Arguments>(sql(table))]),
    ) as Record<TrashKind, Statement<Arguments>>;
  const put = byKind<[number, number]>(
    (table) => `UPDATE ${table} SET presence = 'trashed', trashed_at = ? WHERE key = ? AND presence = 'present'`,
  );
  const restore = byKind<[number]>(
    (table) => `UPDATE ${table} SET presence = 'present', trashed_at = NULL WHERE key = ? AND presence = 'trashed'`,
  );
  const purgeRun = database.prepare<[number]>(
    `UPDATE runs SET presence = 'purging' WHERE key = ? AND presence = 'trashed'`,
  );
  const purgeRunsOf = database.prepare<[number]>(
    `UPDATE runs SET presence = 'purging' WHERE dataset_key = ? AND presence = 'trashed'`,
  );
  const purgeDataset = database.prepare<[number]>(
    `UPDATE datasets SET presence = 'purging' WHERE key = ? AND presence = 'trashed'`,
  );
  const deleteItem = byKind<[number]>((table) => `DELETE FROM ${table} WHERE key = ? AND presence = 'trashed'`);
  const selectDataset = database
    .prepare<[number], number>(
      `SELECT d.key FROM runs r JOIN datasets d ON d.key = r.dataset_key WHERE r.key = ? AND d.presence = 'trashed'`,
    )
    .pluck();

  return {
    /** The one that was deleted last comes first. */
    list: (): TrashRow[] => list.all(),
    put: (kind: TrashKind, key: number, at: number): void => void put[kind].run(at, key),
    /** A run takes its dataset along. */
    restore({ kind, key }: Pick<TrashRow, 'kind' | 'key'>): void {
      restore[kind].run(key);
      const dataset = kind === 'run' ? selectDataset.get(key) : undefined;
      if (dataset !== undefined) restore.dataset.run(dataset);
    },
    /**
     * Deletes it for good, a dataset with the trashed runs that were trained on it. Of runs and datasets this is only the decision:
     * `freeDisk` carries it out, piece by piece.
     */
    purge({ kind, key }: Pick<TrashRow, 'kind' | 'key'>): void {
      if (kind === 'run') purgeRun.run(key);
      else if (kind === 'dataset') {
        purgeRunsOf.run(key);
        purgeDataset.run(key);
      } else deleteItem[kind].run(key);
    },
  };
}
