import type {
  Checkpoint,
  CheckpointReason,
  NamedTensor,
  TrainingProgress,
} from '../../src-engine/spec/checkpoint-spec.ts';
import type { Writer } from './handles/handles.ts';
import type { StoredTensor } from './stored-tensors.ts';
import { damagedCheckpoint, parsed } from './tensor-contents.ts';
import type { DatabaseThread } from './threads/database-thread.ts';
import type { ReaderTasks } from './threads/thread-tasks.ts';

interface CheckpointColumns {
  id: string;
  run_key: number;
  step: number;
  /** Epochs finished. */
  epoch: number;
  reason: CheckpointReason;
  validation_loss: number | null;
  progress: string;
  /** The bytes of its tensors, shared ones included. */
  bytes: number;
  created_at: number;
}

export interface CheckpointRow extends CheckpointColumns {
  key: number;
  /** 1: it is not thinned. */
  is_pinned: number;
  /** The name that a person has given it, which keeps it as well. */
  name: string | null;
}

/** Said of a checkpoint by a person, who wants to keep it. */
interface CheckpointLabel {
  isPinned: boolean;
  name: string | null;
}

export interface NewCheckpoint {
  id: string;
  runKey: number;
  reason: CheckpointReason;
  validationLoss: number | null;
  createdAt: number;
  progress: TrainingProgress;
  /** The writer thread has them already: this row makes a checkpoint of them. */
  tensors: readonly StoredTensor[];
  /**
   * The pin and the name with which a checkpoint comes from another studio; when left out, those of an older checkpoint
   * at its step apply.
   */
  label?: CheckpointLabel;
}

/** A checkpoint made of another one's tensors. */
export interface CheckpointCopy extends Omit<NewCheckpoint, 'tensors' | 'label'> {
  from: number;
  /** The beginnings of the copied tensors' names: `parameter/`, … */
  groups: readonly string[];
}

/** A tensor without its bytes. */
export interface TensorOutline extends Omit<NamedTensor, 'bytes'> {
  sha256: string;
}

interface OutlineRow {
  name: string;
  shape: string;
  type: NamedTensor['type'];
  hash: string;
}

export function checkpointTable(database: Writer, reader: DatabaseThread<ReaderTasks>) {
  const insert = database.prepare<CheckpointColumns>(
    `INSERT INTO checkpoints (id, run_key, step, epoch, reason, validation_loss, progress, bytes, created_at)
     VALUES (@id, @run_key, @step, @epoch, @reason, @validation_loss, @progress, @bytes, @created_at)`,
  );
  const insertTensor = database.prepare<[number, number, string, string, string, number]>(
    `INSERT INTO checkpoint_tensors (checkpoint_key, ordinal, name, shape, type, tensor_key) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const copyTensors = database.prepare<{ to: number; from: number; groups: string }>(
    `INSERT INTO checkpoint_tensors (checkpoint_key, ordinal, name, shape, type, tensor_key)
     SELECT @to, ordinal, name, shape, type, tensor_key FROM checkpoint_tensors
     WHERE checkpoint_key = @from AND EXISTS (SELECT 1 FROM json_each(@groups) WHERE name GLOB value || '*')`,
  );
  const measure = database.prepare<{ key: number }>(
    `UPDATE checkpoints SET bytes = (
       SELECT coalesce(sum(length(t.content) +
         (SELECT coalesce(sum(length(content)), 0) FROM tensor_pieces WHERE tensor_key = t.key)), 0)
       FROM checkpoint_tensors c JOIN tensors t ON t.key = c.tensor_key WHERE c.checkpoint_key = @key) WHERE key = @key`,
  );
  const setProgress = database.prepare<[string, number]>('UPDATE checkpoints SET progress = ? WHERE key = ?');
  const removeFrom = database.prepare<[number, number]>(
    "DELETE FROM checkpoints WHERE run_key = ? AND step >= ? AND reason <> 'branch'",
  );
  const removeOlderAtStep = database.prepare<[number, number, number]>(
    'DELETE FROM checkpoints WHERE run_key = ? AND step = ? AND key < ?',
  );
  const takeLabelAtStep = database.prepare<{ key: number; runKey: number; step: number }>(
    `UPDATE checkpoints SET (is_pinned, name) = (
       SELECT coalesce(max(is_pinned), 0), max(name) FROM checkpoints WHERE run_key = @runKey AND step = @step AND key < @key)
     WHERE key = @key`,
  );
  const judge = database.prepare<[number, number, number]>(
    'UPDATE checkpoints SET validation_loss = ? WHERE run_key = ? AND step = ? AND validation_loss IS NULL',
  );
  const describe = database.prepare<[number, string | null, number]>(
    'UPDATE checkpoints SET is_pinned = ?, name = ? WHERE key = ?',
  );
  const selectAll = database.prepare<[number], CheckpointRow>(
    `SELECT * FROM checkpoints WHERE run_key = ? AND presence = 'present' ORDER BY step`,
  );
  const selectLast = database.prepare<[number], CheckpointRow>(
    `SELECT * FROM checkpoints WHERE run_key = ? AND presence = 'present' ORDER BY step DESC LIMIT 1`,
  );
  const selectBest = database.prepare<[number], CheckpointRow>(
    `SELECT * FROM checkpoints WHERE run_key = ? AND presence = 'present'
     ORDER BY validation_loss IS NULL, validation_loss, step DESC LIMIT 1`,
  );
  const selectById = database.prepare<[number, string], CheckpointRow>(
    `SELECT * FROM checkpoints WHERE run_key = ? AND presence = 'present' AND id = ?`,
  );
  const find = database.prepare<[string], CheckpointRow & { run_id: string }>(
    `SELECT c.*, r.id AS run_id FROM checkpoints c JOIN runs r ON r.key = c.run_key
     WHERE c.id = ? AND c.presence = 'present' AND r.presence = 'present'`,
  );
  const selectNewest = database.prepare<[], number | null>('SELECT max(created_at) FROM checkpoints').pluck();
  const selectOutline = database.prepare<[number], OutlineRow>(
    `SELECT c.name, c.shape, c.type, t.hash
     FROM checkpoint_tensors c JOIN tensors t ON t.key = c.tensor_key WHERE c.checkpoint_key = ? ORDER BY c.ordinal`,
  );

  function insertRow({
    id,
    runKey,
    reason,
    validationLoss,
    createdAt,
    progress,
  }: Omit<NewCheckpoint, 'tensors' | 'label'>): number {
    const result = insert.run({
      id,
      run_key: runKey,
      step: progress.step,
      epoch: progress.epoch,
      reason,
      validation_loss: validationLoss,
      progress: JSON.stringify(progress),
      bytes: 0,
      created_at: createdAt,
    });
    return Number(result.lastInsertRowid);
  }

  return {
    /** Takes the place of an older one at the same step, and its pin and name. */
    insert(checkpoint: NewCheckpoint): void {
      const key = insertRow(checkpoint);
      checkpoint.tensors.forEach(({ name, shape, type, tensorKey }, ordinal) =>
        insertTensor.run(key, ordinal, name, JSON.stringify(shape), type, tensorKey),
      );
      measure.run({ key });
      const { label } = checkpoint;
      if (label === undefined) takeLabelAtStep.run({ key, runKey: checkpoint.runKey, step: checkpoint.progress.step });
      else describe.run(Number(label.isPinned), label.name, key);
      removeOlderAtStep.run(checkpoint.runKey, checkpoint.progress.step, key);
    },
    /** Its tensors are stored once for both. */
    insertCopy(copy: CheckpointCopy): void {
      const key = insertRow(copy);
      copyTensors.run({ to: key, from: copy.from, groups: JSON.stringify(copy.groups) });
      measure.run({ key });
    },
    setProgress: (key: number, progress: TrainingProgress): void => void setProgress.run(JSON.stringify(progress), key),
    /** Those of this step and later ones; the one that the run began with stays. */
    deleteFrom: (runKey: number, step: number): void => void removeFrom.run(runKey, step),
    /** An epoch's validation loss may become known after its checkpoint. */
    setValidationLoss: (runKey: number, step: number, loss: number): void => void judge.run(loss, runKey, step),
    describe: (key: number, { isPinned, name }: CheckpointLabel): void =>
      void describe.run(Number(isPinned), name, key),
    list: (runKey: number): CheckpointRow[] => selectAll.all(runKey),
    last: (runKey: number): CheckpointRow | undefined => selectLast.get(runKey),
    /** By validation loss; the last one where none has any. */
    best: (runKey: number): CheckpointRow | undefined => selectBest.get(runKey),
    get: (runKey: number, id: string): CheckpointRow | undefined => selectById.get(runKey, id),
    /** When the last one of any run was saved; null means that there is none. */
    newestAt: (): number | null => selectNewest.get() ?? null,
    /** Whatever run it belongs to. */
    find: (id: string): (CheckpointRow & { run_id: string }) | undefined => find.get(id),
    /** Lists its tensors without their bytes, which are in `tensors` by their hash. */
    outline(checkpoint: CheckpointRow): { progress: TrainingProgress; tensors: TensorOutline[] } {
      const tensorOutlines = selectOutline
        .all(checkpoint.key)
        .map(({ name, shape, type, hash }) => ({ name, shape: JSON.parse(shape) as number[], type, sha256: hash }));
      return { progress: readProgress(checkpoint), tensors: tensorOutlines };
    },
    /**
     * With all its tensors, or those whose names begin with `prefix`, in the order in which they were saved. Rejects with
     * `invalid-checkpoint` where one is not what was saved.
     */
    async load(checkpoint: CheckpointRow, prefix: '' | 'parameter/'): Promise<Checkpoint> {
      const progress = readProgress(checkpoint);
      const { key: checkpointKey, step } = checkpoint;
      return { progress, tensors: await reader.ask('load-tensors', { checkpointKey, step, prefix }) };
    },
  };
}

function readProgress(checkpoint: CheckpointRow): TrainingProgress {
  const progress = parsed(checkpoint.progress) as TrainingProgress | null;
  // The columns say the same, and are stored apart from it.
  if (progress?.step === checkpoint.step && progress.epoch === checkpoint.epoch) return progress;
  throw damagedCheckpoint(checkpoint.step, 'its progress');
}
