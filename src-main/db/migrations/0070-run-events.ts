import type { Migration } from '../migrate.ts';

/** When a run was begun, paused, resumed and ended; of runs that are older than this, nothing. */
export const runEvents: Migration = {
  version: 70,
  sql: `
    CREATE TABLE run_events (
      key INTEGER PRIMARY KEY,
      run_key INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
      kind TEXT NOT NULL,
      at INTEGER NOT NULL,
      step INTEGER NOT NULL,
      elapsed_ms REAL NOT NULL,
      message TEXT
    ) STRICT;
    CREATE INDEX run_events_by_run ON run_events (run_key);
  `,
};
