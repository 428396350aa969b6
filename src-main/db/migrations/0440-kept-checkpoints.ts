import type { Migration } from '../migrate.ts';

/** A checkpoint that a person has pinned or given a name is not thinned with the others of its run. */
export const keptCheckpoints: Migration = {
  version: 440,
  sql: `
    ALTER TABLE checkpoints ADD COLUMN is_pinned INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE checkpoints ADD COLUMN name TEXT;
  `,
};
