import type { Migration } from '../migrate.ts';

/**
 * Integer keys join tables; the `id` columns are what the API shows. Texts and tensors are stored once, by their sha-256, and
 * triggers delete them with the last row that refers to them, so that no code path can leave an orphan behind.
 */
export const initial: Migration = {
  version: 10,
  sql: `
    CREATE TABLE texts (
      key INTEGER PRIMARY KEY,
      hash TEXT NOT NULL UNIQUE,
      bytes INTEGER NOT NULL
    ) STRICT;

    -- A text in pieces of at most 4 MiB, so that no value comes near SQLite's limit and a preview reads one piece.
    CREATE TABLE text_chunks (
      text_key INTEGER NOT NULL REFERENCES texts (key) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      compression TEXT NOT NULL CHECK (compression IN ('zstd')),
      content BLOB NOT NULL,
      PRIMARY KEY (text_key, ordinal)
    ) STRICT;

    -- What a tokenizer found in a text. Runs keep pointing here: a vocabulary never changes once a run has used it.
    CREATE TABLE analyses (
      key INTEGER PRIMARY KEY,
      text_key INTEGER NOT NULL REFERENCES texts (key) ON DELETE CASCADE,
      spec TEXT NOT NULL,
      tokenizer TEXT NOT NULL,
      token_count INTEGER NOT NULL,
      vocabulary_size INTEGER NOT NULL,
      top_frequencies TEXT NOT NULL,
      UNIQUE (text_key, spec)
    ) STRICT;

    CREATE TABLE datasets (
      key INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      text_key INTEGER NOT NULL REFERENCES texts (key),
      origin TEXT,
      byte_order_mark_removed INTEGER NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX datasets_by_text ON datasets (text_key);

    CREATE TRIGGER datasets_release_text AFTER DELETE ON datasets
    WHEN NOT EXISTS (SELECT 1 FROM datasets WHERE text_key = OLD.text_key)
    BEGIN
      DELETE FROM texts WHERE key = OLD.text_key;
    END;

    CREATE TABLE runs (
      key INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      dataset_key INTEGER NOT NULL REFERENCES datasets (key),
      analysis_key INTEGER NOT NULL REFERENCES analyses (key),
      preset_id TEXT,
      model TEXT NOT NULL,
      train TEXT NOT NULL,
      state TEXT NOT NULL,
      error_code TEXT,
      error_message TEXT,
      -- Place in the queue; null when it does not wait.
      queue_position INTEGER,
      backend TEXT,
      parameter_count INTEGER NOT NULL,
      tokens_per_step INTEGER,
      total_steps INTEGER,
      step INTEGER NOT NULL DEFAULT 0,
      epoch INTEGER NOT NULL DEFAULT 0,
      train_loss REAL,
      validation_loss REAL,
      best_validation_loss REAL,
      best_epoch INTEGER,
      tokens_per_second REAL,
      elapsed_ms REAL NOT NULL DEFAULT 0,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX runs_by_dataset ON runs (dataset_key);
    CREATE INDEX runs_by_analysis ON runs (analysis_key);

    CREATE TABLE step_metrics (
      run_key INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
      step INTEGER NOT NULL,
      epoch INTEGER NOT NULL,
      loss REAL NOT NULL,
      gradient_norm REAL NOT NULL,
      learning_rate REAL NOT NULL,
      tokens_per_second REAL NOT NULL,
      elapsed_ms REAL NOT NULL,
      PRIMARY KEY (run_key, step)
    ) STRICT, WITHOUT ROWID;

    -- For each bucket of \`width\` steps, the steps with the smallest and the largest loss: a curve of any length is thinned
    -- by reading a few thousand rows.
    CREATE TABLE step_extremes (
      run_key INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
      width INTEGER NOT NULL,
      bucket INTEGER NOT NULL,
      minimum REAL NOT NULL,
      minimum_step INTEGER NOT NULL,
      maximum REAL NOT NULL,
      maximum_step INTEGER NOT NULL,
      PRIMARY KEY (run_key, width, bucket)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE epoch_metrics (
      run_key INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
      epoch INTEGER NOT NULL,
      step INTEGER NOT NULL,
      train_loss REAL NOT NULL,
      validation_loss REAL,
      validation_accuracy REAL,
      tokens_per_second REAL NOT NULL,
      elapsed_ms REAL NOT NULL,
      PRIMARY KEY (run_key, epoch)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE checkpoints (
      key INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      run_key INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
      step INTEGER NOT NULL,
      epoch INTEGER NOT NULL,
      reason TEXT NOT NULL,
      validation_loss REAL,
      progress TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX checkpoints_by_run ON checkpoints (run_key, step);

    CREATE TABLE tensors (
      key INTEGER PRIMARY KEY,
      hash TEXT NOT NULL UNIQUE,
      content BLOB NOT NULL
    ) STRICT;

    CREATE TABLE checkpoint_tensors (
      checkpoint_key INTEGER NOT NULL REFERENCES checkpoints (key) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      name TEXT NOT NULL,
      shape TEXT NOT NULL,
      type TEXT NOT NULL CHECK (type IN ('float32', 'float64')),
      tensor_key INTEGER NOT NULL REFERENCES tensors (key),
      PRIMARY KEY (checkpoint_key, ordinal)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX checkpoint_tensors_by_tensor ON checkpoint_tensors (tensor_key);

    CREATE TRIGGER checkpoint_tensors_release_tensor AFTER DELETE ON checkpoint_tensors
    WHEN NOT EXISTS (SELECT 1 FROM checkpoint_tensors WHERE tensor_key = OLD.tensor_key)
    BEGIN
      DELETE FROM tensors WHERE key = OLD.tensor_key;
    END;
  `,
};
