import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { CheckpointSpace, KeepCheckpoint, CheckpointRecord } from '../../contract/runs/checkpoint-records.ts';
import type { RunRecord } from '../../contract/runs/run-records.ts';
import type { Store } from '../../db/open-store.ts';
import { checkpointRecord } from '../run-record.ts';
import type { Runs } from '../runs.ts';
import type { TrainingQueue } from '../training/training-queue.ts';
import { bytesOf } from './choose-thinned.ts';
import { checkpointSpaceOf } from './thin-checkpoints.ts';

/** A person's say in which checkpoints of a run stay. */
export class KeptCheckpoints {
  readonly #store: Store;
  readonly #runs: Runs;
  readonly #queue: TrainingQueue;

  constructor(store: Store, runs: Runs, queue: TrainingQueue) {
    this.#store = store;
    this.#runs = runs;
    this.#queue = queue;
  }

  /** Pins or names a checkpoint, or takes that back. Leaves the fields that are undefined unchanged. Throws `checkpoint-not-found`. */
  keep({ checkpointId, isPinned, name }: KeepCheckpoint): CheckpointRecord {
    const before = this.#runs.checkpoint(checkpointId);
    this.#store.checkpoints.describe(before.key, {
      isPinned: isPinned ?? before.is_pinned === 1,
      name: name === undefined ? before.name : name,
    });
    this.#runs.announce(before.run_id);
    const train = JSON.parse(this.#runs.row(before.run_id).train) as TrainSpec;
    return checkpointRecord(this.#runs.checkpoint(checkpointId), before.run_id, train);
  }

  /** Tells the room that the checkpoints of a run take, and how much they may. Throws `run-not-found`. */
  space(runId: string): CheckpointSpace {
    const row = this.#runs.row(runId);
    const checkpoints = this.#store.retention.list(row.key);
    const { checkpoints: policy } = JSON.parse(row.train) as TrainSpec;
    return { count: checkpoints.length, usedBytes: bytesOf(checkpoints), spaceBytes: checkpointSpaceOf(policy) };
  }

  /** Changes the bytes that the checkpoints of a run may take, also while it trains. Throws `run-not-found`. */
  setSpace(runId: string, spaceBytes: number): RunRecord {
    const row = this.#runs.row(runId);
    const journal = this.#queue.journalOf(row.key) ?? this.#runs.settled(row);
    journal.setCheckpointSpace(spaceBytes);
    return this.#runs.get(runId);
  }
}
