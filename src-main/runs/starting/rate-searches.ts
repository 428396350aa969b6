import type { TrainingJob } from '../../../src-engine/spec/engine-protocol.ts';
import type { RatePick, RatePoint } from '../../../src-engine/spec/learning-rate-spec.ts';
import type { Checkpoint } from '../../../src-engine/spec/checkpoint-spec.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { FindLearningRate, LearningRateUpdate } from '../../contract/doctor/learning-rate-records.ts';
import type { BranchRun, StartRun } from '../../contract/runs/start-records.ts';
import type { Datasets } from '../../datasets/datasets.ts';
import type { CheckpointRow } from '../../db/checkpoint-table.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunView } from '../../db/run-table.ts';
import type { EngineSupervisor } from '../engines/engine-supervisor.ts';
import { request } from '../engines/request.ts';
import { streamUpdates } from '../feed/stream-updates.ts';
import { modelHash } from '../model-hash.ts';
import { preparationOf } from '../networks/preparation-of.ts';
import type { Runs } from '../runs.ts';
import type { Settings } from '../settings.ts';
import type { TrainingQueue } from '../training/training-queue.ts';
import { branchProgress, branchTraining } from './branch-progress.ts';
import { requireTraining } from './run-setup.ts';

interface RateSearchesOptions {
  store: Store;
  datasets: Datasets;
  runs: Runs;
  settings: Settings;
  /** The queue tells whether a training has the cores: a search beside it takes one thread. */
  queue: Pick<TrainingQueue, 'isTraining'>;
  /** The supervisor of another engine than the one that trains, so that no search disturbs a training. */
  supervisor: EngineSupervisor;
}

/** Searches for learning rates, in trainings of which nothing is kept. */
export class RateSearches {
  readonly #options: RateSearchesOptions;

  constructor(options: RateSearchesOptions) {
    this.#options = options;
  }

  /**
   * Yields the points as they come, at most 20 messages a second, and then the result. Leaving the stream cancels the
   * search. Throws the errors that the training would throw.
   */
  find(input: FindLearningRate, signal: AbortSignal | undefined): AsyncGenerator<LearningRateUpdate, void, void> {
    const points: RatePoint[] = [];
    return streamUpdates<LearningRateUpdate>(signal, {
      work: async (cancelled, hasMore) => {
        const job = await this.#job(input);
        if (cancelled.aborted) return null;
        const onEvent: NonNullable<Parameters<typeof request>[2]>['onEvent'] = (event) => {
          if (event.type !== 'rate-point') return;
          points.push(event.point);
          hasMore();
        };
        const engine = await this.#options.supervisor.connect();
        const { search } = await request(engine, { type: 'find-learning-rate', job }, { signal: cancelled, onEvent });
        if (search !== null && search.pick !== null) this.#remember(input, job, search.pick);
        return search && { type: 'found', ...search };
      },
      take: () => (points.length === 0 ? null : { type: 'points', points: points.splice(0) }),
    });
  }

  /** Remembers the pick, with which the doctor compares learning rates. */
  #remember(input: FindLearningRate, { model, train }: TrainingJob, pick: RatePick): void {
    const { store, runs } = this.#options;
    const datasetId =
      input.of === 'new-run'
        ? input.run.datasetId
        : runs.row(input.of === 'run' ? input.runId : runs.checkpoint(input.checkpointId).run_id).dataset_id;
    const dataset = store.datasets.get(datasetId);
    if (dataset !== undefined) store.foundRates.put(modelHash(model, dataset), train.optimizer.type, pick);
  }

  async #job(input: FindLearningRate): Promise<TrainingJob> {
    const { train, ...job } = await this.#training(input);
    const { queue, settings } = this.#options;
    const threads = queue.isTraining ? 1 : (train.threads ?? settings.get().threads);
    return { ...job, train: { ...train, threads } };
  }

  #training(input: FindLearningRate): Promise<TrainingJob> {
    const { store, runs } = this.#options;
    switch (input.of) {
      case 'new-run':
        return this.#newRun(input.run);
      case 'checkpoint': {
        const checkpoint = runs.checkpoint(input.checkpointId);
        return this.#continueFrom(runs.row(checkpoint.run_id), checkpoint, input.train);
      }
      case 'run': {
        const row = runs.row(input.runId);
        return this.#continueFrom(row, store.checkpoints.last(row.key), {});
      }
    }
  }

  async #newRun(input: StartRun): Promise<TrainingJob> {
    const { datasets, runs } = this.#options;
    const { dataset, analysis, preparation, model, train, beginning } = await runs.setUpWithBeginning(input);
    const content = await datasets.content(dataset);
    return { model, train, tokenizer: analysis.tokenizer, preparation, content, resumeFrom: beginning };
  }

  /**
   * Returns the training that goes on from a checkpoint. Throws `dataset-missing`, and the other errors of
   * `runs.branch`.
   */
  async #continueFrom(
    row: RunView,
    checkpoint: CheckpointRow | undefined,
    changes: BranchRun['train'],
  ): Promise<TrainingJob> {
    const { store, datasets } = this.#options;
    const model = JSON.parse(row.model) as ModelSpec;
    const before = JSON.parse(row.train) as TrainSpec;
    const train = branchTraining(before, changes);
    requireTraining(model, train);
    await this.#options.runs.requireVariant(train, row.id);
    const analysis = store.analyses.get(row.analysis_key);
    if (analysis === null) throw new Error(`Run ${row.id} has no tokenizer.`);
    const content = await datasets.content(datasets.row(row.dataset_id));
    return {
      ...{ model, train, tokenizer: analysis.tokenizer, preparation: preparationOf(row), content },
      resumeFrom: checkpoint === undefined ? null : await this.#resumeFrom(checkpoint, before, train),
    };
  }

  async #resumeFrom(checkpoint: CheckpointRow, before: TrainSpec, after: TrainSpec): Promise<Checkpoint> {
    const { progress, tensors } = await this.#options.store.checkpoints.load(checkpoint, '');
    const start = branchProgress(progress, before, after);
    const isTaken = (name: string) => start.groups.some((group) => name.startsWith(group));
    return { progress: start.progress, tensors: tensors.filter(({ name }) => isTaken(name)) };
  }
}
