import type { Migration } from '../migrate.ts';

/** A finding of the doctor that a person has dismissed stays so for all runs of the same network on the same data. */
export const dismissals: Migration = {
  version: 510,
  sql: `
    CREATE TABLE dismissals (
      -- sha-256 of the network and of the data that it learns from.
      model_hash TEXT NOT NULL,
      rule TEXT NOT NULL,
      reason TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (model_hash, rule)
    ) STRICT, WITHOUT ROWID;
  `,
};
