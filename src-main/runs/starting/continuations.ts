import { randomUUID } from 'node:crypto';
import { isOutOfPatience } from '../../../src-engine/schedules/observe-epoch.ts';
import type { TrainingProgress } from '../../../src-engine/spec/checkpoint-spec.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { initialProgress } from '../../../src-engine/training/initial-progress.ts';
import { StudioError } from '../../contract/errors.ts';
import type { RunParent, RunRecord } from '../../contract/runs/run-records.ts';
import type { BranchRun } from '../../contract/runs/start-records.ts';
import type { Store } from '../../db/open-store.ts';
import { branchProgress, branchTraining } from './branch-progress.ts';
import type { Runs } from '../runs.ts';
import { requireTraining } from './run-setup.ts';
import type { TrainingQueue } from '../training/training-queue.ts';

const longestName = 255;

/** Ways in which training goes on beyond what was planned. */
export class Continuations {
  readonly #store: Store;
  readonly #runs: Runs;
  readonly #queue: TrainingQueue;

  constructor(store: Store, runs: Runs, queue: TrainingQueue) {
    this.#store = store;
    this.#runs = runs;
    this.#queue = queue;
  }

  /**
   * Trains a run that is finished or stopped for `epochs` more epochs, counted from the last one that it has begun; a limit of its
   * steps is lifted. It goes on bit for bit as one that was planned so long, if its schedule does not look at the end. A cosine is
   * stretched over the new length, so that the learning rate rises again; all else keeps its state, but early stopping that had run
   * out of patience is patient again.
   */
  async extend(id: string, epochs: number): Promise<RunRecord> {
    await this.#runs.requireVariant(JSON.parse(this.#runs.row(id).train) as TrainSpec, id);
    const row = this.#runs.row(id);
    const train = JSON.parse(row.train) as TrainSpec;
    const last = this.#store.checkpoints.last(row.key);
    const progress = last === undefined ? initialProgress : (JSON.parse(last.progress) as TrainingProgress);
    const begun = progress.epoch + (progress.batchInEpoch > 0 ? 1 : 0);
    const longer: TrainSpec = { ...train, epochs: begun + epochs, maxSteps: null };
    const journal = this.#runs.settled({ ...row, total_steps: null });
    this.#runs.requireTrainable(row, longer);
    this.#store.transaction(() => {
      this.#store.sweeps.setRung(row.key, null);
      journal.transition('extend');
      this.#store.runs.setTrain(row.key, JSON.stringify(longer));
      if (last !== undefined && isOutOfPatience(progress, train.earlyStopping)) {
        const { reference } = progress.earlyStopping;
        const earlyStopping = { reference, epochsWithoutImprovement: 0 };
        this.#store.checkpoints.setProgress(last.key, { ...progress, earlyStopping });
      }
    });
    this.#queue.written(row.key);
    this.#queue.enter(row.key);
    return this.#runs.get(id);
  }

  /** Rejects with `checkpoint-not-found`, `invalid-checkpoint` where it is damaged, and `run-wrong-state` where nothing is left to train. */
  async branch({ checkpointId, name, train: wanted, startAt }: BranchRun): Promise<RunRecord> {
    const { id: parentId, train: begun } = this.#runs.row(this.#runs.checkpoint(checkpointId).run_id);
    await this.#runs.requireVariant(branchTraining(JSON.parse(begun) as TrainSpec, wanted), parentId);
    const checkpoint = this.#runs.checkpoint(checkpointId);
    const parent = this.#runs.row(checkpoint.run_id);
    const before = JSON.parse(parent.train) as TrainSpec;
    const train = branchTraining(before, wanted);
    const start = branchProgress(JSON.parse(checkpoint.progress) as TrainingProgress, before, train);
    requireSomethingToTrain(start.progress, train);
    requireTraining(JSON.parse(parent.model) as ModelSpec, train);
    this.#runs.requireTrainable(parent, train);
    const id = randomUUID();
    const origin: RunParent = {
      runId: parent.id,
      runName: parent.name,
      checkpointId,
      step: checkpoint.step,
      optimizerState: start.optimizerState,
    };
    this.#store.transaction(() => {
      const runKey = this.#store.runs.insert({
        id,
        name: name ?? `${parent.name} · from step ${checkpoint.step}`.slice(0, longestName),
        dataset_key: parent.dataset_key,
        analysis_key: parent.analysis_key,
        preset_id: parent.preset_id,
        model: parent.model,
        train: JSON.stringify(train),
        preparation: parent.preparation,
        parameter_count: parent.parameter_count,
        parent: JSON.stringify(origin),
        created_at: Date.now(),
      });
      this.#store.runs.setStart(runKey, startAt ?? null);
      this.#store.checkpoints.insertCopy({
        id: randomUUID(),
        runKey,
        reason: 'branch',
        validationLoss: train.validationFraction === before.validationFraction ? checkpoint.validation_loss : null,
        createdAt: Date.now(),
        progress: start.progress,
        from: checkpoint.key,
        groups: start.groups,
      });
      this.#runs.settled(this.#runs.row(id)).rewind();
    });
    this.#runs.announce(id);
    this.#queue.enter(this.#runs.row(id).key);
    return this.#runs.get(id);
  }
}

function requireSomethingToTrain({ epoch, step }: TrainingProgress, { epochs, maxSteps }: TrainSpec): void {
  if (epoch < epochs && step < (maxSteps ?? Infinity)) return;
  throw new StudioError(
    'run-wrong-state',
    epoch >= epochs
      ? `This checkpoint is at the end of its ${epochs} epochs. Give the branch more of them.`
      : `This checkpoint is at step ${step}, where the branch would end. Give it more steps.`,
    epoch >= epochs ? { reason: 'no-epochs-left', epochs } : { reason: 'no-steps-left', step },
  );
}
