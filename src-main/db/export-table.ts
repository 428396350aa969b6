import type { ExportFormatId } from '../contract/export-records.ts';
import type { Writer } from './handles/handles.ts';

export interface NewExport {
  id: string;
  run_key: number;
  /** Of the checkpoint; null: of the whole run. */
  step: number | null;
  format: ExportFormatId;
  /** JSON. */
  options: string;
  file_name: string;
  bytes: number;
  sha256: string;
  /** JSON. */
  certificate: string;
  created_at: number;
}

export interface ExportRow extends NewExport {
  key: number;
  run_id: string;
}

export function exportTable(database: Writer) {
  const select = 'SELECT e.*, r.id AS run_id FROM exports e JOIN runs r ON r.key = e.run_key WHERE NOT r.deleted';
  const insert = database.prepare<NewExport>(
    `INSERT INTO exports (id, run_key, step, format, options, file_name, bytes, sha256, certificate, created_at)
     VALUES (@id, @run_key, @step, @format, @options, @file_name, @bytes, @sha256, @certificate, @created_at)`,
  );
  const selectByRun = database.prepare<[number], ExportRow>(`${select} AND e.run_key = ? ORDER BY e.key DESC`);
  const selectById = database.prepare<[string], ExportRow>(`${select} AND e.id = ?`);
  const selectIds = database
    .prepare<[], string>(`SELECT e.id FROM exports e JOIN runs r ON r.key = e.run_key WHERE NOT r.deleted`)
    .pluck();
  const remove = database.prepare<[number]>('DELETE FROM exports WHERE key = ?');

  return {
    insert: (row: NewExport): void => void insert.run(row),
    /** The newest first. */
    list: (runKey: number): ExportRow[] => selectByRun.all(runKey),
    get: (id: string): ExportRow | undefined => selectById.get(id),
    /** Of all runs. */
    ids: (): Set<string> => new Set(selectIds.all()),
    delete: (key: number): void => void remove.run(key),
  };
}
