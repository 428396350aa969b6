import type { Migration } from '../migrate.ts';

/** Messages about trainings on their way out, so that what was not taken is tried again after a restart, and nothing is told twice. */
export const deliveries: Migration = {
  version: 620,
  sql: `
    CREATE TABLE deliveries (
      id TEXT PRIMARY KEY,
      -- The file of the channel in the data folder.
      channel_id TEXT NOT NULL,
      run_key INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
      -- What is told of the run.
      subject TEXT NOT NULL,
      -- JSON, without secrets.
      message TEXT NOT NULL,
      state TEXT NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      -- When it was attempted last, or else when it was made.
      at INTEGER NOT NULL,
      -- When it is attempted again; null when it is not.
      next_at INTEGER,
      -- JSON; why the last attempt failed.
      failure TEXT,
      UNIQUE (channel_id, run_key, subject)
    ) STRICT;
    CREATE INDEX deliveries_by_time ON deliveries (next_at) WHERE next_at IS NOT NULL;
    CREATE INDEX deliveries_by_run ON deliveries (run_key);
  `,
};
