import type { Database } from 'better-sqlite3';
import type { RunEventRecord } from '../contract/records.ts';

export function runEventTable(database: Database) {
  const insert = database.prepare<RunEventRecord & { runKey: number }>(
    `INSERT INTO run_events (run_key, kind, at, step, elapsed_ms, message)
     VALUES (@runKey, @kind, @at, @step, @elapsedMs, @message)`,
  );
  const select = database.prepare<[number], RunEventRecord>(
    'SELECT kind, at, step, elapsed_ms AS elapsedMs, message FROM run_events WHERE run_key = ? ORDER BY key',
  );

  return {
    insert: (runKey: number, event: RunEventRecord): void => void insert.run({ ...event, runKey }),
    list: (runKey: number): RunEventRecord[] => select.all(runKey),
  };
}
