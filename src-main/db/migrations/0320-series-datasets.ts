import type { Migration } from '../migrate.ts';

/** Lets a dataset hold numbers over time. The kinds are a constraint of the table, which SQLite can change only by building it anew. */
export const seriesDatasets: Migration = {
  version: 320,
  sql: `
    DROP TRIGGER datasets_release_text;
    DROP TRIGGER runs_release_arrival;
    CREATE TABLE datasets_of_more_kinds (
      key INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      text_key INTEGER NOT NULL REFERENCES texts (key),
      origin TEXT,
      byte_order_mark_removed INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      kind TEXT NOT NULL DEFAULT 'text' CHECK (
        kind IN ('text', 'labelled', 'numeric', 'sequences', 'tagged', 'series', 'labelled-series')),
      -- JSON: what a content is that is not one document of text. Part of what the hash in texts is of.
      layout TEXT,
      -- JSON; null for what was imported before there were reports.
      report TEXT,
      tags TEXT NOT NULL DEFAULT '[]',
      is_missing INTEGER NOT NULL DEFAULT 0,
      presence TEXT NOT NULL DEFAULT 'present' CHECK (presence IN ('present', 'trashed', 'arriving', 'purging')),
      trashed_at INTEGER
    ) STRICT;
    INSERT INTO datasets_of_more_kinds (key, id, name, text_key, origin, byte_order_mark_removed, created_at, kind, layout, report,
        tags, is_missing, presence, trashed_at)
      SELECT key, id, name, text_key, origin, byte_order_mark_removed, created_at, kind, layout, report, tags, is_missing,
        presence, trashed_at
      FROM datasets;
    DROP TABLE datasets;
    ALTER TABLE datasets_of_more_kinds RENAME TO datasets;
    CREATE UNIQUE INDEX datasets_by_text ON datasets (text_key);

    CREATE TRIGGER datasets_release_text AFTER DELETE ON datasets
    WHEN NOT EXISTS (SELECT 1 FROM datasets WHERE text_key = OLD.text_key)
    BEGIN
      UPDATE texts SET role = 'discarded', hash = NULL WHERE key = OLD.text_key;
    END;
    CREATE TRIGGER runs_release_arrival AFTER DELETE ON runs
    BEGIN
      DELETE FROM datasets WHERE key = OLD.dataset_key AND is_missing = 1
        AND NOT EXISTS (SELECT 1 FROM runs WHERE dataset_key = OLD.dataset_key);
      DELETE FROM texts WHERE role = 'tokenizer'
        AND key = (SELECT text_key FROM analyses WHERE key = OLD.analysis_key)
        AND NOT EXISTS (SELECT 1 FROM runs WHERE analysis_key = OLD.analysis_key);
    END;
  `,
};
