import { StudioError } from '../../contract/errors.ts';
import type { CheckpointRow } from '../../db/checkpoint-table.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunView } from '../../db/run-table.ts';

/** A checkpoint of the run; null means its best by validation loss, else its last. Throws `checkpoint-not-found`. */
export function findCheckpoint({ checkpoints }: Store, run: RunView, id: string | null): CheckpointRow {
  const checkpoint = id === null ? checkpoints.best(run.key) : checkpoints.get(run.key, id);
  if (checkpoint !== undefined) return checkpoint;
  throw new StudioError(
    'checkpoint-not-found',
    id === null
      ? 'This run has saved no checkpoint yet. Wait for its first one, or pause it.'
      : 'This checkpoint does not exist any more. Choose another one.',
    { runId: run.id },
  );
}
