import type { Migration } from '../migrate.ts';

/**
 * Stores the metrics of a run's task at each epoch, and the breakdown behind them, both as JSON; they are null in
 * epochs that are older than this.
 */
export const scores: Migration = {
  version: 230,
  sql: `
    ALTER TABLE epoch_metrics ADD COLUMN validation_scores TEXT;
    ALTER TABLE epoch_metrics ADD COLUMN breakdown TEXT;
  `,
};
