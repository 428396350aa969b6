import type { Migration } from '../migrate.ts';

/** A finding of the doctor is reported once among the events of its run, with the step at which it was first seen. */
export const findingSightings: Migration = {
  version: 550,
  sql: `
    CREATE TABLE finding_sightings (
      run_key INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
      rule TEXT NOT NULL,
      step INTEGER NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (run_key, rule)
    ) STRICT, WITHOUT ROWID;
  `,
};
