import type { Migration } from '../migrate.ts';

/** Adds the values of a run's failure, so that it can be told in any language; older failures have only an English sentence. */
export const errorDetails: Migration = {
  version: 100,
  sql: `
    -- JSON.
    ALTER TABLE runs ADD COLUMN error_details TEXT;
    UPDATE runs SET error_details = json_object('reason', 'training', 'step', step) WHERE error_code = 'diverged';
    UPDATE runs SET error_details = json_object('reason', 'engine') WHERE error_code = 'out-of-memory';
    UPDATE runs SET error_details = json_object('reason', 'ended') WHERE error_code = 'engine-failed';
    -- JSON: code and details.
    ALTER TABLE run_events ADD COLUMN error TEXT;
  `,
};
