import type { Migration } from '../migrate.ts';

/** What was measured of data as a tokenizer and a split have it, and of what networks write; JSON, measured anew where it is not there. */
export const dataMeasurements: Migration = {
  version: 530,
  sql: `
    CREATE TABLE data_measurements (
      analysis_key INTEGER NOT NULL REFERENCES analyses (key) ON DELETE CASCADE,
      split TEXT NOT NULL,
      content TEXT NOT NULL,
      PRIMARY KEY (analysis_key, split)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE memorisations (
      checkpoint_key INTEGER PRIMARY KEY REFERENCES checkpoints (key) ON DELETE CASCADE,
      content TEXT NOT NULL
    ) STRICT;
  `,
};
