import type { Database } from 'better-sqlite3';
import type { StudioErrorCode } from '../contract/errors.ts';
import type { RunState } from '../contract/records.ts';

/** What is decided when a run is created. Model and settings are JSON. */
export interface NewRun {
  id: string;
  name: string;
  dataset_key: number;
  analysis_key: number;
  preset_id: string | null;
  model: string;
  train: string;
  parameter_count: number;
  created_at: number;
}

/** What changes while it waits, trains and ends. */
interface RunProgress {
  state: RunState;
  error_code: StudioErrorCode | null;
  error_message: string | null;
  /** Place in the queue; null when it does not wait. */
  queue_position: number | null;
  backend: string | null;
  parameter_count: number;
  tokens_per_step: number | null;
  total_steps: number | null;
  step: number;
  /** Epochs finished. */
  epoch: number;
  /** Mean of the last finished epoch. */
  train_loss: number | null;
  validation_loss: number | null;
  best_validation_loss: number | null;
  best_epoch: number | null;
  tokens_per_second: number | null;
  elapsed_ms: number;
}

export type RunRow = NewRun & RunProgress & { key: number };

/** With what the list shows of other tables. */
export interface RunView extends RunRow {
  dataset_id: string;
  dataset_name: string;
  text_key: number;
  tokenizer_spec: string;
  checkpoint_count: number;
  checkpoint_bytes: number;
}

export function runTable(database: Database) {
  const view = `
    SELECT r.*, d.id AS dataset_id, d.name AS dataset_name, d.text_key, a.spec AS tokenizer_spec,
      (SELECT count(*) FROM checkpoints WHERE run_key = r.key) AS checkpoint_count,
      (SELECT coalesce(sum(bytes), 0) FROM checkpoints WHERE run_key = r.key) AS checkpoint_bytes
    FROM runs r
    JOIN datasets d ON d.key = r.dataset_key
    JOIN analyses a ON a.key = r.analysis_key`;
  const insert = database.prepare<NewRun>(
    `INSERT INTO runs (id, name, dataset_key, analysis_key, preset_id, model, train, parameter_count, created_at,
       state, queue_position)
     VALUES (@id, @name, @dataset_key, @analysis_key, @preset_id, @model, @train, @parameter_count, @created_at,
       'queued', (SELECT coalesce(max(queue_position), 0) + 1 FROM runs))`,
  );
  const update = database.prepare<RunRow>(
    `UPDATE runs SET state = @state, error_code = @error_code, error_message = @error_message,
       queue_position = @queue_position, backend = @backend, parameter_count = @parameter_count,
       tokens_per_step = @tokens_per_step, total_steps = @total_steps, step = @step, epoch = @epoch,
       train_loss = @train_loss, validation_loss = @validation_loss, best_validation_loss = @best_validation_loss,
       best_epoch = @best_epoch, tokens_per_second = @tokens_per_second, elapsed_ms = @elapsed_ms
     WHERE key = @key`,
  );
  const selectAll = database.prepare<[], RunView>(`${view} ORDER BY r.created_at DESC, r.key DESC`);
  const selectById = database.prepare<[string], RunView>(`${view} WHERE r.id = ?`);
  const selectNextQueued = database.prepare<[], RunView>(
    `${view} WHERE r.state = 'queued' ORDER BY r.queue_position LIMIT 1`,
  );
  const selectActive = database.prepare<[], RunView>(`${view} WHERE r.state IN ('queued', 'running', 'paused')`);
  const selectLastPosition = database.prepare<[], number>('SELECT coalesce(max(queue_position), 0) FROM runs').pluck();
  const remove = database.prepare<[number]>('DELETE FROM runs WHERE key = ?');

  return {
    /** As the last in the queue. */
    insert: (run: NewRun): void => void insert.run(run),
    update: (run: RunRow): void => void update.run(run),
    list: (): RunView[] => selectAll.all(),
    get: (id: string): RunView | undefined => selectById.get(id),
    nextQueued: (): RunView | undefined => selectNextQueued.get(),
    /** Those that a process was to work on, or still holds. */
    listActive: (): RunView[] => selectActive.all(),
    nextQueuePosition: (): number => (selectLastPosition.get() ?? 0) + 1,
    /** Metrics and checkpoints go with it. */
    delete: (key: number): void => void remove.run(key),
  };
}
