import type { RunEventRecord } from '../contract/runs/run-records.ts';
import type { Writer } from './handles/handles.ts';

type Row = Omit<RunEventRecord, 'error'> & { error: string | null };

export function runEventTable(database: Writer) {
  const insert = database.prepare<Row & { runKey: number }>(
    `INSERT INTO run_events (run_key, kind, at, step, elapsed_ms, message, error)
     VALUES (@runKey, @kind, @at, @step, @elapsedMs, @message, @error)`,
  );
  const select = database.prepare<[number], Row>(
    'SELECT kind, at, step, elapsed_ms AS elapsedMs, message, error FROM run_events WHERE run_key = ? ORDER BY key',
  );

  return {
    insert: (runKey: number, event: RunEventRecord): void => {
      insert.run({ ...event, error: event.error === null ? null : JSON.stringify(event.error), runKey });
    },
    list: (runKey: number): RunEventRecord[] =>
      select.all(runKey).map((row) => ({
        ...row,
        error: row.error === null ? null : (JSON.parse(row.error) as RunEventRecord['error']),
      })),
  };
}
