import type { ExportFormatId } from '../contract/export-records.ts';
import type { Writer } from './handles/handles.ts';
import type { Presence } from './trash-table.ts';

export interface NewExport {
  id: string;
  run_key: number;
  /** The checkpoint's step, or null when the export is of the whole run. */
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
  const select = `SELECT e.*, r.id AS run_id FROM exports e JOIN runs r ON r.key = e.run_key WHERE r.presence = 'present'`;
  const insert = database.prepare<NewExport>(
    `INSERT INTO exports (id, run_key, step, format, options, file_name, bytes, sha256, certificate, created_at)
     VALUES (@id, @run_key, @step, @format, @options, @file_name, @bytes, @sha256, @certificate, @created_at)`,
  );
  const selectByRun = database.prepare<[number], ExportRow>(`${select} AND e.run_key = ? ORDER BY e.key DESC`);
  const selectById = database.prepare<[string], ExportRow>(`${select} AND e.id = ?`);
  const selectPresences = database.prepare<[], { id: string; presence: Presence }>(
    'SELECT e.id, r.presence FROM exports e JOIN runs r ON r.key = e.run_key',
  );
  const remove = database.prepare<[number]>('DELETE FROM exports WHERE key = ?');

  return {
    insert: (row: NewExport): void => void insert.run(row),
    /** The newest first. */
    list: (runKey: number): ExportRow[] => selectByRun.all(runKey),
    get: (id: string): ExportRow | undefined => selectById.get(id),
    /** Tells whether their runs are there, by the ids of the exports. */
    presences: (): Map<string, Presence> => new Map(selectPresences.all().map(({ id, presence }) => [id, presence])),
    delete: (key: number): void => void remove.run(key),
  };
}
