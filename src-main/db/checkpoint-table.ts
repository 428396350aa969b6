import type { Database } from 'better-sqlite3';
import type {
  Checkpoint,
  CheckpointReason,
  NamedTensor,
  TrainingProgress,
} from '../../src-engine/spec/checkpoint-spec.ts';
import type { TensorTable } from './tensor-table.ts';

interface CheckpointColumns {
  id: string;
  run_key: number;
  step: number;
  /** Epochs finished. */
  epoch: number;
  reason: CheckpointReason;
  validation_loss: number | null;
  progress: string;
  /** Of its tensors, shared ones included. */
  bytes: number;
  created_at: number;
}

export interface CheckpointRow extends CheckpointColumns {
  key: number;
}

export interface NewCheckpoint {
  id: string;
  runKey: number;
  reason: CheckpointReason;
  validationLoss: number | null;
  createdAt: number;
  progress: TrainingProgress;
  tensors: readonly NamedTensor[];
}

interface TensorRow {
  name: string;
  shape: string;
  type: NamedTensor['type'];
  bytes: Buffer;
}

export function checkpointTable(database: Database, tensors: TensorTable) {
  const insert = database.prepare<CheckpointColumns>(
    `INSERT INTO checkpoints (id, run_key, step, epoch, reason, validation_loss, progress, bytes, created_at)
     VALUES (@id, @run_key, @step, @epoch, @reason, @validation_loss, @progress, @bytes, @created_at)`,
  );
  const insertTensor = database.prepare<[number, number, string, string, string, number]>(
    `INSERT INTO checkpoint_tensors (checkpoint_key, ordinal, name, shape, type, tensor_key) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const removeOlderAtStep = database.prepare<[number, number, number]>(
    'DELETE FROM checkpoints WHERE run_key = ? AND step = ? AND key < ?',
  );
  const judge = database.prepare<[number, number, number]>(
    'UPDATE checkpoints SET validation_loss = ? WHERE run_key = ? AND step = ? AND validation_loss IS NULL',
  );
  const removeBeyond = database.prepare<{ runKey: number; keepLast: number; keepBest: number }>(
    `DELETE FROM checkpoints WHERE run_key = @runKey
       AND key NOT IN (SELECT key FROM checkpoints WHERE run_key = @runKey ORDER BY step DESC LIMIT @keepLast)
       AND key NOT IN (SELECT key FROM checkpoints WHERE run_key = @runKey AND validation_loss IS NOT NULL
                       ORDER BY validation_loss, step DESC LIMIT @keepBest)`,
  );
  const selectAll = database.prepare<[number], CheckpointRow>(
    `SELECT * FROM checkpoints WHERE run_key = ? ORDER BY step`,
  );
  const selectLast = database.prepare<[number], CheckpointRow>(
    `SELECT * FROM checkpoints WHERE run_key = ? ORDER BY step DESC LIMIT 1`,
  );
  const selectBest = database.prepare<[number], CheckpointRow>(
    `SELECT * FROM checkpoints WHERE run_key = ? ORDER BY validation_loss IS NULL, validation_loss, step DESC LIMIT 1`,
  );
  const selectById = database.prepare<[number, string], CheckpointRow>(
    `SELECT * FROM checkpoints WHERE run_key = ? AND id = ?`,
  );
  const selectTensors = database.prepare<[number, string], TensorRow>(
    `SELECT c.name, c.shape, c.type, t.content AS bytes
     FROM checkpoint_tensors c JOIN tensors t ON t.key = c.tensor_key
     WHERE c.checkpoint_key = ? AND c.name GLOB ? ORDER BY c.ordinal`,
  );

  return {
    /** Takes the place of an older one at the same step; the tensors that both have are not written again. */
    insert(checkpoint: NewCheckpoint): void {
      const { id, runKey, reason, validationLoss, createdAt, progress } = checkpoint;
      const result = insert.run({
        id,
        run_key: runKey,
        step: progress.step,
        epoch: progress.epoch,
        reason,
        validation_loss: validationLoss,
        progress: JSON.stringify(progress),
        bytes: checkpoint.tensors.reduce((sum, { bytes }) => sum + bytes.byteLength, 0),
        created_at: createdAt,
      });
      const key = Number(result.lastInsertRowid);
      checkpoint.tensors.forEach(({ name, shape, type, bytes }, ordinal) =>
        insertTensor.run(key, ordinal, name, JSON.stringify(shape), type, tensors.intern(bytes)),
      );
      removeOlderAtStep.run(runKey, progress.step, key);
    },
    /** An epoch's validation loss may become known after its checkpoint. */
    setValidationLoss: (runKey: number, step: number, loss: number): void => void judge.run(loss, runKey, step),
    /** Deletes what is neither among the last nor among the best by validation loss, and the tensors that nobody shares. */
    prune: (runKey: number, keepLast: number, keepBest: number): void =>
      void removeBeyond.run({ runKey, keepLast, keepBest }),
    list: (runKey: number): CheckpointRow[] => selectAll.all(runKey),
    last: (runKey: number): CheckpointRow | undefined => selectLast.get(runKey),
    /** By validation loss; the last one where none has any. */
    best: (runKey: number): CheckpointRow | undefined => selectBest.get(runKey),
    get: (runKey: number, id: string): CheckpointRow | undefined => selectById.get(runKey, id),
    /** With all its tensors, or those whose names begin with `prefix`, in the order in which they were saved. */
    load(checkpoint: CheckpointRow, prefix: '' | 'parameter/'): Checkpoint {
      const tensors = selectTensors.all(checkpoint.key, `${prefix}*`);
      return {
        progress: JSON.parse(checkpoint.progress) as TrainingProgress,
        tensors: tensors.map(({ name, shape, type, bytes }) => ({
          name,
          shape: JSON.parse(shape) as number[],
          type,
          // A plain array: a Buffer would arrive as one in the engine, whose slice() does not copy.
          bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength),
        })),
      };
    },
  };
}
