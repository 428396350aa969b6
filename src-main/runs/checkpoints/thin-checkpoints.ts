import { defaultCheckpointSpace, type CheckpointPolicy } from '../../../src-engine/spec/train-spec.ts';
import type { Store } from '../../db/open-store.ts';
import { chooseThinned, mostCheckpoints } from './choose-thinned.ts';

/** Returns the bytes that the checkpoints of a run may take. */
export function checkpointSpaceOf({ spaceBytes }: CheckpointPolicy): number {
  return spaceBytes ?? defaultCheckpointSpace;
}

/**
 * Deletes the checkpoints of a run that have no room among those that span it. They go all at once: a process that ends meanwhile
 * leaves all of them or none, and their tensors are swept at the next start.
 */
export function thinCheckpoints(store: Store, runKey: number, policy: CheckpointPolicy): void {
  const { keepLast, keepBest } = policy;
  const spaceBytes = checkpointSpaceOf(policy);
  const { count, bytes } = store.retention.total(runKey);
  if (count <= mostCheckpoints && bytes <= spaceBytes) return;
  const thinned = chooseThinned(store.retention.list(runKey), { keepLast, keepBest, spaceBytes });
  if (thinned.length === 0) return;
  store.transaction(() => store.retention.delete(thinned));
  store.tensors.sweep();
}
