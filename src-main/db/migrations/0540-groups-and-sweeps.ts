import type { Migration } from '../migrate.ts';

/**
 * Runs that differ only in their seeds form groups, a change is tried by two of them, and a sweep may end runs early.
 */
export const groupsAndSweeps: Migration = {
  version: 540,
  sql: `
    CREATE TABLE run_groups (
      key INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      kind TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE sweeps (
      key INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      -- JSON: the unit and the counts of its rungs, and by what the number of runs is divided from one to the next.
      plan TEXT NOT NULL,
      -- 1: no run is promoted any more.
      is_ended INTEGER NOT NULL DEFAULT 0,
      created_at INTEGER NOT NULL
    ) STRICT;

    ALTER TABLE runs ADD COLUMN group_key INTEGER REFERENCES run_groups (key);
    ALTER TABLE runs ADD COLUMN sweep_key INTEGER REFERENCES sweeps (key);
    -- The rung of the sweep at which it ends early; null: it trains as long as was planned.
    ALTER TABLE runs ADD COLUMN rung INTEGER;
    -- JSON: its losses at the rungs from which it went on; an epoch that is measured on its way is measured again at its end.
    ALTER TABLE runs ADD COLUMN rung_losses TEXT;
    CREATE INDEX runs_by_group ON runs (group_key) WHERE group_key IS NOT NULL;
    CREATE INDEX runs_by_sweep ON runs (sweep_key) WHERE sweep_key IS NOT NULL;

    CREATE TABLE fix_trials (
      key INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      run_key INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
      rule TEXT,
      -- JSON, as are the seeds and the verdict; null: there is none yet.
      fix TEXT NOT NULL,
      steps INTEGER NOT NULL,
      seeds TEXT NOT NULL,
      before_key INTEGER NOT NULL REFERENCES run_groups (key),
      after_key INTEGER NOT NULL REFERENCES run_groups (key),
      verdict TEXT,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX fix_trials_by_run ON fix_trials (run_key);
  `,
};
