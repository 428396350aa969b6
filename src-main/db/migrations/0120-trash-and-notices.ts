import type { Migration } from '../migrate.ts';

const presence = `TEXT NOT NULL DEFAULT 'present' CHECK (presence IN ('present', 'trashed', 'arriving', 'purging'))`;

/**
 * Says of each thing that can be deleted whether it is there: `present`, `trashed` since `trashed_at` and still to be had back, `arriving`
 * with nobody seeing it before it is whole, or `purging` piece by piece with no way back. The runs' column `deleted` said the same in
 * numbers. Notices are kept until they are dismissed, and one that comes back under the same id stays dismissed.
 */
export const trashAndNotices: Migration = {
  version: 120,
  sql: `
    ALTER TABLE runs ADD COLUMN presence ${presence};
    ALTER TABLE runs ADD COLUMN trashed_at INTEGER;
    UPDATE runs SET presence = CASE deleted WHEN 1 THEN 'purging' WHEN 2 THEN 'arriving' ELSE 'present' END;
    ALTER TABLE runs DROP COLUMN deleted;

    ALTER TABLE datasets ADD COLUMN presence ${presence};
    ALTER TABLE datasets ADD COLUMN trashed_at INTEGER;
    ALTER TABLE checkpoints ADD COLUMN presence ${presence};
    ALTER TABLE checkpoints ADD COLUMN trashed_at INTEGER;
    ALTER TABLE models ADD COLUMN presence ${presence};
    ALTER TABLE models ADD COLUMN trashed_at INTEGER;

    CREATE TABLE notices (
      id TEXT PRIMARY KEY,
      code TEXT NOT NULL,
      severity TEXT NOT NULL CHECK (severity IN ('info', 'warning', 'error')),
      message TEXT NOT NULL,
      -- JSON: values for a translation.
      details TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      dismissed_at INTEGER
    ) STRICT, WITHOUT ROWID;
  `,
};
