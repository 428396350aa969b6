import type { Migration } from '../migrate.ts';

/** Models that a person builds. A dataset that is deleted takes none of them along. */
export const models: Migration = {
  version: 40,
  sql: `
    CREATE TABLE models (
      key INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      dataset_key INTEGER REFERENCES datasets (key) ON DELETE SET NULL,
      tokenizer TEXT NOT NULL,
      model TEXT NOT NULL,
      train TEXT NOT NULL,
      rival TEXT,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX models_by_dataset ON models (dataset_key);
  `,
};
