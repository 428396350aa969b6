import type { Migration } from '../migrate.ts';

/** Divergence is a state of its own, and what waits or trained outlives the studio. */
export const queue: Migration = {
  version: 110,
  sql: `
    -- Milliseconds since 1970: a run that waits does not begin before; null: as soon as its turn comes.
    ALTER TABLE runs ADD COLUMN start_at INTEGER;
    -- 1: it trained when the studio or its engine ended, and goes on by itself where the person wants that.
    ALTER TABLE runs ADD COLUMN continues INTEGER NOT NULL DEFAULT 0;
    -- Training time in milliseconds at which it went on by itself last; null: never.
    ALTER TABLE runs ADD COLUMN retried_at REAL;

    UPDATE runs SET state = 'diverged' WHERE state = 'failed' AND error_code = 'diverged';
    UPDATE run_events SET kind = 'diverge' WHERE kind = 'fail' AND json_extract(error, '$.code') = 'diverged';
  `,
};
