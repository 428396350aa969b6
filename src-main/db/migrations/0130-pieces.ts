import type { Migration } from '../migrate.ts';

/**
 * Tensors in pieces, so that small writes pass between those of a large one; and what a text is for, in a column instead of inside its
 * hash. Nothing large is deleted by a trigger any more: what nothing refers to is swept by pieces. A tensor that is older than this is
 * one whose first piece is all of it.
 */
export const pieces: Migration = {
  version: 130,
  sql: `
    DROP TRIGGER checkpoint_tensors_release_tensor;
    -- 0: it is being written, or deleted.
    ALTER TABLE tensors ADD COLUMN is_complete INTEGER NOT NULL DEFAULT 1;
    -- What follows the first piece, which is in tensors.
    CREATE TABLE tensor_pieces (
      tensor_key INTEGER NOT NULL REFERENCES tensors (key) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      content BLOB NOT NULL,
      PRIMARY KEY (tensor_key, ordinal)
    ) STRICT;

    DROP TRIGGER datasets_release_text;
    DROP TRIGGER runs_release_arrival;
    CREATE TABLE texts_with_roles (
      key INTEGER PRIMARY KEY,
      -- content: what a dataset holds, or would hold were it here. tokenizer: what the tokenizer of a run from elsewhere belongs to, without
      -- content. unfinished: still being written, or left so by a process that ended. discarded: leaves by pieces, the row last.
      role TEXT NOT NULL CHECK (role IN ('content', 'tokenizer', 'unfinished', 'discarded')),
      -- sha-256 of a content.
      hash TEXT UNIQUE,
      bytes INTEGER NOT NULL,
      CHECK ((role = 'content') = (hash IS NOT NULL))
    ) STRICT;
    INSERT INTO texts_with_roles (key, role, hash, bytes)
      SELECT key, role, iif(role = 'content', hash, NULL), bytes FROM (
        SELECT key, hash, bytes, CASE
          WHEN hash GLOB 'tokenizer *' THEN 'tokenizer'
          WHEN hash GLOB 'unfinished *' THEN 'unfinished'
          ELSE 'content' END AS role
        FROM texts);
    DROP TABLE texts;
    ALTER TABLE texts_with_roles RENAME TO texts;

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
