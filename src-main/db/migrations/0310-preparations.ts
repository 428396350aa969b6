import type { Migration } from '../migrate.ts';

/**
 * Stores the preparation of a run's table as JSON. It is null in runs that read no numbers over time, and in those that
 * are older than this.
 */
export const preparations: Migration = {
  version: 310,
  sql: 'ALTER TABLE runs ADD COLUMN preparation TEXT;',
};
