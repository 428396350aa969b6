import type { Migration } from '../migrate.ts';

/** How far the person has come in each lesson, with the prediction and the last run as JSON. */
export const lessonProgress: Migration = {
  version: 610,
  sql: `
    CREATE TABLE lesson_progress (
      lesson TEXT PRIMARY KEY,
      state TEXT NOT NULL CHECK (state IN ('predicted', 'run', 'done')),
      prediction TEXT NOT NULL,
      run TEXT,
      at INTEGER NOT NULL
    ) STRICT;
  `,
};
