import type { Migration } from '../migrate.ts';

/** Adds a person's remarks about runs, the origin of branches, deletions that go on after a crash, and the studio's settings. */
export const runLifecycle: Migration = {
  version: 30,
  sql: `
    ALTER TABLE runs ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
    ALTER TABLE runs ADD COLUMN notes TEXT NOT NULL DEFAULT '';
    -- JSON, and no reference: the run and the checkpoint that a branch began with may be deleted.
    ALTER TABLE runs ADD COLUMN parent TEXT;
    -- 1: nobody sees it any more; its metrics and checkpoints leave piece by piece, the row itself last.
    ALTER TABLE runs ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0;

    CREATE TABLE settings (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
