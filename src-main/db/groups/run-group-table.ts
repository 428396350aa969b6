import type { RunGroupKind } from '../../contract/groups/group-records.ts';
import type { Writer } from '../handles/handles.ts';

interface RunGroupRow {
  key: number;
  id: string;
  name: string;
  kind: RunGroupKind;
  created_at: number;
}

/** The groups of runs; each run stores the group that it is in. */
export function runGroupTable(database: Writer) {
  const insert = database.prepare<Omit<RunGroupRow, 'key'>>(
    'INSERT INTO run_groups (id, name, kind, created_at) VALUES (@id, @name, @kind, @created_at)',
  );
  const put = database.prepare<[number, number]>('UPDATE runs SET group_key = ? WHERE key = ?');
  const selectById = database.prepare<[string], RunGroupRow>('SELECT * FROM run_groups WHERE id = ?');
  const selectByKey = database.prepare<[number], RunGroupRow>('SELECT * FROM run_groups WHERE key = ?');
  const rename = database.prepare<[string, number]>('UPDATE run_groups SET name = ? WHERE key = ?');
  return {
    /** Returns the key of the new group. */
    insert: (group: Omit<RunGroupRow, 'key'>): number => Number(insert.run(group).lastInsertRowid),
    /** Puts a run into a group, and removes it from the one that it was in. */
    put: (runKey: number, groupKey: number): void => void put.run(groupKey, runKey),
    get: (id: string): RunGroupRow | undefined => selectById.get(id),
    byKey: (key: number): RunGroupRow | undefined => selectByKey.get(key),
    rename: (key: number, name: string): void => void rename.run(name, key),
  };
}
