import type { Migration } from '../migrate.ts';

/** How often each token of a vocabulary occurs, by its id, as JSON; of analyses that are older than this, nothing. */
export const tokenCounts: Migration = {
  version: 80,
  sql: 'ALTER TABLE analyses ADD COLUMN token_counts TEXT;',
};
