import type { NamedTensor } from '../../src-engine/spec/checkpoint-spec.ts';
import type { Writer } from './handles/handles.ts';
import { parsed, sizeOf } from './tensor-contents.ts';

/** A checkpoint as the thinning sees it. */
export interface KeptCheckpoint {
  key: number;
  step: number;
  validationLoss: number | null;
  /** True where something or somebody relies on it: a pin, a name, an export, a branch, or that a run began with it. */
  isHeld: boolean;
  tensors: readonly { key: number; bytes: number }[];
}

interface CheckpointRow {
  key: number;
  step: number;
  validation_loss: number | null;
  is_held: number;
}

interface TensorRow {
  checkpoint_key: number;
  tensor_key: number;
  shape: string;
  type: NamedTensor['type'];
}

/** Tells what the checkpoints of a run take, and lets those go that need not stay. */
export function checkpointRetention(database: Writer) {
  const total = database.prepare<[number], { count: number; bytes: number }>(
    `SELECT count(*) AS count, coalesce(sum(bytes), 0) AS bytes FROM checkpoints WHERE run_key = ? AND presence = 'present'`,
  );
  const selectCheckpoints = database.prepare<[number], CheckpointRow>(
    `SELECT c.key, c.step, c.validation_loss,
       c.reason = 'branch' OR c.is_pinned OR c.name IS NOT NULL
         OR EXISTS (SELECT 1 FROM exports WHERE run_key = c.run_key AND step = c.step)
         OR c.id IN (SELECT json_extract(parent, '$.checkpointId') FROM runs
                     WHERE parent IS NOT NULL AND presence <> 'purging') AS is_held
     FROM checkpoints c WHERE c.run_key = ? AND c.presence = 'present' ORDER BY c.step, c.key`,
  );
  const selectTensors = database.prepare<[number], TensorRow>(
    `SELECT t.checkpoint_key, t.tensor_key, t.shape, t.type
     FROM checkpoint_tensors t JOIN checkpoints c ON c.key = t.checkpoint_key
     WHERE c.run_key = ? AND c.presence = 'present'`,
  );
  const remove = database.prepare<[number]>('DELETE FROM checkpoints WHERE key = ?');

  return {
    /** Returns the number of checkpoints and the sum of their bytes, in which a shared tensor counts each time. */
    total: (runKey: number): { count: number; bytes: number } => total.get(runKey) ?? { count: 0, bytes: 0 },
    /** Lists the checkpoints of a run by their step. */
    list(runKey: number): KeptCheckpoint[] {
      const tensors = new Map<number, KeptCheckpoint['tensors'][number][]>();
      for (const { checkpoint_key, tensor_key, shape, type } of selectTensors.all(runKey)) {
        const ofCheckpoint = tensors.get(checkpoint_key) ?? [];
        ofCheckpoint.push({ key: tensor_key, bytes: sizeOf(parsed(shape) as number[], type) });
        tensors.set(checkpoint_key, ofCheckpoint);
      }
      return selectCheckpoints.all(runKey).map(({ key, step, validation_loss, is_held }) => ({
        key,
        step,
        validationLoss: validation_loss,
        isHeld: is_held === 1,
        tensors: tensors.get(key) ?? [],
      }));
    },
    /** Tensors that nobody shares are left to be swept. */
    delete: (keys: readonly number[]): void => keys.forEach((key) => remove.run(key)),
  };
}
