import type { Migration } from '../migrate.ts';

/**
 * Adds exports with their certificates, and runs that come from elsewhere. Such a run may know its dataset only by hash, and brings a
 * tokenizer of its own: that belongs to a text row without content, named `tokenizer …`, which leaves with the last run that uses it.
 */
export const exportsAndArrivals: Migration = {
  version: 90,
  sql: `
    CREATE TABLE exports (
      key INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      run_key INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
      -- Of the checkpoint, which may be deleted since; null: of the whole run.
      step INTEGER,
      format TEXT NOT NULL,
      -- JSON.
      options TEXT NOT NULL,
      file_name TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      -- JSON.
      certificate TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX exports_by_run ON exports (run_key);

    -- 1: a run that came from elsewhere was trained on it; its content was not imported yet.
    ALTER TABLE datasets ADD COLUMN is_missing INTEGER NOT NULL DEFAULT 0;

    CREATE TRIGGER runs_release_arrival AFTER DELETE ON runs
    BEGIN
      DELETE FROM datasets WHERE key = OLD.dataset_key AND is_missing = 1
        AND NOT EXISTS (SELECT 1 FROM runs WHERE dataset_key = OLD.dataset_key);
      DELETE FROM texts WHERE hash GLOB 'tokenizer *'
        AND key = (SELECT text_key FROM analyses WHERE key = OLD.analysis_key)
        AND NOT EXISTS (SELECT 1 FROM runs WHERE analysis_key = OLD.analysis_key);
    END;
  `,
};
