import type { Migration } from '../migrate.ts';

/** Characters, words and bytes of a run's tokens on average, as JSON: losses of different tokenizers compare by them. */
export const textUnits: Migration = {
  version: 60,
  sql: 'ALTER TABLE runs ADD COLUMN units_per_token TEXT;',
};
