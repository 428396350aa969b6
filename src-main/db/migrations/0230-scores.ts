import type { Migration } from '../migrate.ts';

/** The metrics of a run's task at each epoch, and what they came from, both as JSON; null in epochs that are older than this. */
export const scores: Migration = {
  version: 230,
  sql: `
    ALTER TABLE epoch_metrics ADD COLUMN validation_scores TEXT;
    ALTER TABLE epoch_metrics ADD COLUMN breakdown TEXT;
  `,
};
