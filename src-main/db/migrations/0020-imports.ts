import type { Migration } from '../migrate.ts';

/** Datasets of several documents, with labels or of numbers, what their import found, and tags. */
export const imports: Migration = {
  version: 20,
  sql: `
    ALTER TABLE datasets ADD COLUMN kind TEXT NOT NULL DEFAULT 'text'
      CHECK (kind IN ('text', 'labelled', 'numeric', 'sequences'));
    -- JSON: what a content is that is not one document of text. Part of what the hash in texts is of.
    ALTER TABLE datasets ADD COLUMN layout TEXT;
    -- JSON; null for what was imported before there were reports.
    ALTER TABLE datasets ADD COLUMN report TEXT;
    ALTER TABLE datasets ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
  `,
};
