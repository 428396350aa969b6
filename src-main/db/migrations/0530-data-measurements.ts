import type { Migration } from '../migrate.ts';

/**
 * The measurements of data under a tokenizer and a split, and of the texts that networks write, as JSON; missing ones
 * are measured anew.
 */
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
