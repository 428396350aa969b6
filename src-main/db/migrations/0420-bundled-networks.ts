import type { Migration } from '../migrate.ts';

/**
 * Adds the networks that came along with the studio and were opened or removed. One that is listed here without a run is not offered
 * any more.
 */
export const bundledNetworks: Migration = {
  version: 420,
  sql: `
    CREATE TABLE bundled_networks (
      id TEXT PRIMARY KEY,
      -- NULL where it was removed before it was opened, or its run has been deleted since.
      run_key INTEGER UNIQUE REFERENCES runs (key) ON DELETE SET NULL
    ) STRICT;
  `,
};
