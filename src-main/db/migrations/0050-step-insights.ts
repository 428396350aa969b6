import type { Migration } from '../migrate.ts';

/** Adds a training's looks at its updates and gates, at some of its steps, as JSON. */
export const stepInsights: Migration = {
  version: 50,
  sql: `
    CREATE TABLE step_insights (
      run_key INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
      step INTEGER NOT NULL,
      content TEXT NOT NULL,
      PRIMARY KEY (run_key, step)
    ) STRICT, WITHOUT ROWID;
  `,
};
