import type { Migration } from '../migrate.ts';

/**
 * Facts for the doctor that would be lost otherwise: the results of searches for a learning rate, and the share of a
 * text that has a vector.
 */
export const doctorFacts: Migration = {
  version: 511,
  sql: `
    CREATE TABLE found_rates (
      -- sha-256 of the network and of the data that it learns from.
      model_hash TEXT NOT NULL,
      -- The type of the optimizer, on which rates depend most.
      optimizer TEXT NOT NULL,
      learning_rate REAL NOT NULL,
      -- The rate from which on the loss rose; null where it was not reached.
      diverges_at REAL,
      PRIMARY KEY (model_hash, optimizer)
    ) STRICT, WITHOUT ROWID;
    -- The share of the text's tokens that have a vector in the file that the embedding began with; null where there was no file.
    ALTER TABLE runs ADD COLUMN vector_share REAL;
  `,
};
