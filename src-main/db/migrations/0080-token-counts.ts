import type { Migration } from '../migrate.ts';

/** Adds the frequency of each token of a vocabulary, by its id, as JSON; older analyses have none. */
export const tokenCounts: Migration = {
  version: 80,
  sql: 'ALTER TABLE analyses ADD COLUMN token_counts TEXT;',
};
