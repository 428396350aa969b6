import type { StudioErrorCode } from '../contract/errors.ts';
import type { RunGroupKind } from '../contract/groups/group-records.ts';
import type { RunState } from '../contract/runs/run-records.ts';
import type { Writer } from './handles/handles.ts';

/** The columns that are decided when a run is created. Model and settings are JSON. */
export interface NewRun {
  id: string;
  name: string;
  dataset_key: number;
  analysis_key: number;
  preset_id: string | null;
  model: string;
  train: string;
  /** JSON: the Preparation of numbers over time; null where there are none, and in runs of older studios. */
  preparation: string | null;
  parameter_count: number;
  /** JSON: the RunParent of a branch. */
  parent: string | null;
  created_at: number;
}

/** The columns that a person may change at any time. `tags` is JSON. */
interface RunDescription {
  name: string;
  tags: string;
  notes: string;
}

/** The columns that change while it waits, trains and ends. */
interface RunProgress {
  state: RunState;
  error_code: StudioErrorCode | null;
  error_message: string | null;
  /** JSON: values for a translation. */
  error_details: string | null;
  /** Place in the queue; null when it does not wait. */
  queue_position: number | null;
  /** Milliseconds since 1970 before which it does not begin; null means that it begins when its turn comes. */
  start_at: number | null;
  /** 1: it trained when the studio or its engine ended, and goes on by itself where the person wants that. */
  continues: number;
  /** Its training time when it went on by itself after a crash; null means that it has not, or a person has resumed it since. */
  retried_at: number | null;
  backend: string | null;
  parameter_count: number;
  tokens_per_step: number | null;
  total_steps: number | null;
  /** JSON: TextUnits; null where it is not known yet, or there are no tokens. */
  units_per_token: string | null;
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

/** The keys of the groups that a run belongs to. */
interface RunMembership {
  group_key: number | null;
  sweep_key: number | null;
  /** The rung of its sweep at which it ends early; null means that it trains as long as was planned. */
  rung: number | null;
  /** The run's losses at the rungs from which it went on, as JSON. */
  rung_losses: string | null;
}

export type RunRow = NewRun & RunDescription & RunProgress & RunMembership & { key: number };

/** With what the list shows of other tables. */
export interface RunView extends RunRow {
  dataset_id: string;
  dataset_name: string;
  text_key: number;
  text_bytes: number;
  tokenizer_spec: string;
  token_count: number;
  /** JSON: Scores of the epoch whose validation loss is the best; null where nothing was measured. */
  best_scores: string | null;
  /** The epoch that the last step belongs to, from 1 on; null before the first step. */
  last_epoch: number | null;
  /** The id of the network that came along with the studio and became this run; null for all other runs. */
  bundled_network: string | null;
  group_id: string | null;
  group_name: string | null;
  group_kind: RunGroupKind | null;
  sweep_id: string | null;
  /**
   * The share of the text's tokens that have a vector in the file that its embedding began with; null means that there
   * was no file.
   */
  vector_share: number | null;
  checkpoint_count: number;
  checkpoint_bytes: number;
}

export function runTable(database: Writer) {
  const view = `
    SELECT r.*, d.id AS dataset_id, d.name AS dataset_name, d.text_key, t.bytes AS text_bytes,
      a.spec AS tokenizer_spec, a.token_count, g.id AS group_id, g.name AS group_name, g.kind AS group_kind,
      s.id AS sweep_id,
      -- An older studio stored the accuracy alone.
      (SELECT coalesce(validation_scores, iif(validation_accuracy IS NULL, NULL, json_object('accuracy', validation_accuracy)))
        FROM epoch_metrics WHERE run_key = r.key AND epoch = r.best_epoch) AS best_scores,
      (SELECT epoch FROM step_metrics WHERE run_key = r.key ORDER BY step DESC LIMIT 1) AS last_epoch,
      (SELECT id FROM bundled_networks WHERE run_key = r.key) AS bundled_network,
      (SELECT count(*) FROM checkpoints WHERE run_key = r.key AND presence = 'present') AS checkpoint_count,
      (SELECT coalesce(sum(bytes), 0) FROM checkpoints WHERE run_key = r.key AND presence = 'present') AS checkpoint_bytes
    FROM runs r
    JOIN datasets d ON d.key = r.dataset_key
    JOIN texts t ON t.key = d.text_key
    JOIN analyses a ON a.key = r.analysis_key
    LEFT JOIN run_groups g ON g.key = r.group_key
    LEFT JOIN sweeps s ON s.key = r.sweep_key
    WHERE r.presence = 'present'`;
  const insert = database.prepare<NewRun>(
    `INSERT INTO runs (id, name, dataset_key, analysis_key, preset_id, model, train, preparation, parameter_count, parent, created_at,
       state, queue_position)
     VALUES (@id, @name, @dataset_key, @analysis_key, @preset_id, @model, @train, @preparation, @parameter_count, @parent, @created_at,
       'queued', (SELECT coalesce(max(queue_position), 0) + 1 FROM runs))`,
  );
  const update = database.prepare<RunRow>(
    `UPDATE runs SET state = @state, error_code = @error_code, error_message = @error_message, error_details = @error_details,
       queue_position = @queue_position, start_at = @start_at, continues = @continues, retried_at = @retried_at,
       backend = @backend, parameter_count = @parameter_count,
       tokens_per_step = @tokens_per_step, total_steps = @total_steps, units_per_token = @units_per_token, step = @step, epoch = @epoch,
       train_loss = @train_loss, validation_loss = @validation_loss, best_validation_loss = @best_validation_loss,
       best_epoch = @best_epoch, tokens_per_second = @tokens_per_second, elapsed_ms = @elapsed_ms
     WHERE key = @key`,
  );
  const describe = database.prepare<RunDescription & { key: number }>(
    'UPDATE runs SET name = @name, tags = @tags, notes = @notes WHERE key = @key',
  );
  const setTrain = database.prepare<[string, number]>('UPDATE runs SET train = ? WHERE key = ?');
  const setPreparation = database.prepare<[string, number]>('UPDATE runs SET preparation = ? WHERE key = ?');
  const setPosition = database.prepare<[number, number]>('UPDATE runs SET queue_position = ? WHERE key = ?');
  const selectAll = database.prepare<[], RunView>(`${view} ORDER BY r.created_at DESC, r.key DESC`);
  const selectById = database.prepare<[string], RunView>(`${view} AND r.id = ?`);
  const selectQueued = database.prepare<[], RunView>(`${view} AND r.state = 'queued' ORDER BY r.queue_position`);
  const selectGroup = database.prepare<[number], RunView>(`${view} AND r.group_key = ? ORDER BY r.created_at, r.key`);
  const selectSweep = database.prepare<[number], RunView>(`${view} AND r.sweep_key = ? ORDER BY r.created_at, r.key`);
  const selectActive = database.prepare<[], RunView>(`${view} AND r.state IN ('queued', 'running', 'paused')`);
  const selectContinuing = database.prepare<[], RunView>(
    `${view} AND r.continues AND r.state IN ('interrupted', 'paused') ORDER BY r.created_at DESC, r.key DESC`,
  );
  const selectFirstPosition = database.prepare<[], number>('SELECT coalesce(min(queue_position), 1) FROM runs').pluck();
  const setVectorShare = database.prepare<[number, number]>('UPDATE runs SET vector_share = ? WHERE key = ?');
  const setStart = database.prepare<[number | null, number]>('UPDATE runs SET start_at = ? WHERE key = ?');
  const selectLastPosition = database.prepare<[], number>('SELECT coalesce(max(queue_position), 0) FROM runs').pluck();
  const selectStartedAt = database.prepare<[number], RunRow>(
    `SELECT * FROM runs WHERE presence = 'present' AND created_at = ? ORDER BY key`,
  );
  const insertArriving = database.prepare<NewRun>(
    `INSERT INTO runs (id, name, dataset_key, analysis_key, preset_id, model, train, preparation, parameter_count, parent, created_at,
       state, queue_position, presence)
     VALUES (@id, @name, @dataset_key, @analysis_key, @preset_id, @model, @train, @preparation, @parameter_count, @parent, @created_at,
       'stopped', NULL, 'arriving')`,
  );
  const selectArrivingByKey = database.prepare<[number], RunView>(
    `${view.replace(`WHERE r.presence = 'present'`, `WHERE r.presence = 'arriving'`)} AND r.key = ?`,
  );
  const showArrived = database.prepare<[number]>(`UPDATE runs SET presence = 'present' WHERE key = ?`);
  const keepItsDataset = database.prepare<[number]>(
    `UPDATE datasets SET presence = 'present', trashed_at = NULL
     WHERE key = (SELECT dataset_key FROM runs WHERE key = ?) AND presence <> 'present'`,
  );
  const purgeArriving = database.prepare<[]>(`UPDATE runs SET presence = 'purging' WHERE presence = 'arriving'`);
  const purge = database.prepare<[number]>(`UPDATE runs SET presence = 'purging' WHERE key = ?`);

  return {
    /** Inserts a run as the last in the queue and returns its key. */
    insert: (run: NewRun): number => Number(insert.run(run).lastInsertRowid),
    /** Nobody sees it until it has arrived; what an ended process has left so goes with `purgeArriving`. */
    insertArriving: (run: NewRun): number => Number(insertArriving.run(run).lastInsertRowid),
    arriving: (key: number): RunView | undefined => selectArrivingByKey.get(key),
    /** Shows it, and takes its dataset out of the trash where that lies in it. */
    arrived(key: number): void {
      showArrived.run(key);
      keepItsDataset.run(key);
    },
    /** Abandons the runs that an earlier process was importing when it ended. */
    purgeArriving: (): void => void purgeArriving.run(),
    update: (run: RunRow): void => void update.run(run),
    describe: (key: number, description: RunDescription): void => void describe.run({ ...description, key }),
    setTrain: (key: number, train: string): void => void setTrain.run(train, key),
    setPreparation: (key: number, preparation: string): void => void setPreparation.run(preparation, key),
    list: (): RunView[] => selectAll.all(),
    get: (id: string): RunView | undefined => selectById.get(id),
    /** Those that were started at this millisecond, here or elsewhere. */
    startedAt: (createdAt: number): RunRow[] => selectStartedAt.all(createdAt),
    /** In the order of their turns. */
    listQueued: (): RunView[] => selectQueued.all(),
    /** Puts the queue in this order. */
    arrangeQueue: (keys: readonly number[]): void => keys.forEach((key, index) => setPosition.run(index + 1, key)),
    /** The runs of a group, the oldest first. */
    listGroup: (groupKey: number): RunView[] => selectGroup.all(groupKey),
    listSweep: (sweepKey: number): RunView[] => selectSweep.all(sweepKey),
    /** Those that a process was to work on, or still holds. */
    listActive: (): RunView[] => selectActive.all(),
    /** Those that trained when their studio or engine ended. */
    listContinuing: (): RunView[] => selectContinuing.all(),
    setVectorShare: (key: number, share: number): void => void setVectorShare.run(share, key),
    setStart: (key: number, startAt: number | null): void => void setStart.run(startAt, key),
    /** Before all that wait. */
    firstQueuePosition: (): number => (selectFirstPosition.get() ?? 1) - 1,
    nextQueuePosition: (): number => (selectLastPosition.get() ?? 0) + 1,
    /** Deletes it for good: nobody sees it any more, and `freeDisk` deletes it. */
    purge: (key: number): void => void purge.run(key),
  };
}
