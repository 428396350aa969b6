import type { ForecastTask, SeriesForecast } from '../../../src-engine/spec/forecast-job.ts';
import type { AnomalyResult } from '../../../src-engine/spec/anomaly-spec.ts';
import type { BacktestResult } from '../../../src-engine/spec/backtest-spec.ts';
import type { DatasetContent } from '../../../src-engine/spec/dataset-content.ts';
import type {
  AnomalyJob,
  BacktestJob,
  Evaluation,
  NetworkJob,
  StoredNetwork,
} from '../../../src-engine/spec/engine-protocol.ts';
import type { WeightPrecision } from '../../../src-engine/spec/generation-spec.ts';
import type { Inspection, InspectionResult } from '../../../src-engine/spec/insight-spec.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { TokenizerState } from '../../../src-engine/spec/tokenizer-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { StudioError } from '../../contract/errors.ts';
import type * as records from '../../contract/insight-records.ts';
import type { Datasets } from '../../datasets/datasets.ts';
import type { CheckpointRow } from '../../db/checkpoint-table.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunView } from '../../db/run-table.ts';
import type { EngineSupervisor } from '../engines/engine-supervisor.ts';
import { inspectNetwork, requestWithNetwork } from '../engines/network-request.ts';
import { request, type RequestOptions } from '../engines/request.ts';
import { notTraining } from '../training/not-training.ts';
import type { TrainingQueue } from '../training/training-queue.ts';
import { olderOf } from './run-forecaster.ts';
import { preparationOf } from './preparation-of.ts';
import { findCheckpoint } from './find-checkpoint.ts';

export interface InspectedNetworksOptions {
  store: Store;
  datasets: Datasets;
  queue: TrainingQueue;
  /** Another engine than the one that trains, so that neither waits for the other. */
  supervisor: EngineSupervisor;
}

/** Lets engines look into networks: those in training as they are, and those in checkpoints. */
export class InspectedNetworks {
  readonly #options: InspectedNetworksOptions;

  constructor(options: InspectedNetworksOptions) {
    this.#options = options;
  }

  /**
   * Inspects a network. Throws `invalid-data` for a live look at a run that does not train, the engine's errors, and
   * the signal's reason.
   */
  async inspect<I extends Inspection>(
    run: RunView,
    { live, checkpointId, weights }: InspectedNetwork,
    inspection: I,
    signal: AbortSignal | undefined,
  ): Promise<{ step: number; result: Extract<InspectionResult, { type: I['type'] }> }> {
    const seen = live
      ? await this.#inspectTraining(run, inspection, signal)
      : await this.#inspectStored(run, { checkpointId, weights }, inspection, signal);
    signal?.throwIfAborted();
    if (seen?.type !== 'inspected' || seen.result === null) throw endedTooEarly();
    return { step: seen.step, result: seen.result as Extract<InspectionResult, { type: I['type'] }> };
  }

  /** Lets a stored forecaster go on with rows. Throws what `inspect` throws. */
  async forecast(
    run: RunView,
    checkpointId: string | null,
    task: ForecastTask,
    signal: AbortSignal | undefined,
  ): Promise<{ step: number; forecasts: SeriesForecast[] }> {
    const { store, supervisor } = this.#options;
    const checkpoint = findCheckpoint(store, run, checkpointId);
    const answer = await requestWithNetwork(
      await supervisor.connect(),
      { type: 'forecast', job: { networkId: checkpoint.id, threads: null, ...task } },
      () => this.#load(run, checkpoint),
      { signal },
    );
    signal?.throwIfAborted();
    if (answer?.type === 'forecasted' && answer.forecasts !== null)
      return { step: checkpoint.step, forecasts: answer.forecasts };
    throw endedTooEarly();
  }

  /** Compares a stored forecaster with simple methods. Throws what `inspect` throws. */
  async backtest(
    run: RunView,
    checkpointId: string | null,
    job: Omit<BacktestJob, keyof NetworkJob>,
    followed: FollowedRequest,
  ): Promise<{ step: number; result: BacktestResult }> {
    const { step, engine, network, load } = await this.#stored(run, checkpointId);
    const message = { type: 'backtest', job: { ...network, ...job } } as const;
    const answer = await requestWithNetwork(engine, message, load, optionsOf(followed));
    followed.signal.throwIfAborted();
    if (answer?.type === 'backtested' && answer.result !== null) return { step, result: answer.result };
    throw endedTooEarly();
  }

  /** Finds what a stored forecaster does not expect. Throws what `inspect` throws. */
  async findAnomalies(
    run: RunView,
    checkpointId: string | null,
    job: Omit<AnomalyJob, keyof NetworkJob>,
    followed: FollowedRequest,
  ): Promise<{ step: number; result: AnomalyResult }> {
    const { step, engine, network, load } = await this.#stored(run, checkpointId);
    const message = { type: 'find-anomalies', job: { ...network, ...job } } as const;
    const answer = await requestWithNetwork(engine, message, load, optionsOf(followed));
    followed.signal.throwIfAborted();
    if (answer?.type === 'anomalies-found' && answer.result !== null) return { step, result: answer.result };
    throw endedTooEarly();
  }

  async #stored(run: RunView, checkpointId: string | null) {
    const { store, supervisor } = this.#options;
    const checkpoint = findCheckpoint(store, run, checkpointId);
    return {
      step: checkpoint.step,
      engine: await supervisor.connect(),
      network: { networkId: checkpoint.id, threads: null },
      load: () => this.#load(run, checkpoint),
    };
  }

  /** Measures a stored network on content of which all validates. Throws what `inspect` throws. */
  async evaluate(
    run: RunView,
    checkpointId: string | null,
    { content, train }: { content: DatasetContent; train: TrainSpec },
    signal: AbortSignal | undefined,
  ): Promise<{ step: number; evaluation: Evaluation }> {
    const { store, supervisor } = this.#options;
    const checkpoint = findCheckpoint(store, run, checkpointId);
    const { model, tokenizer, preparation, checkpoint: stored } = await this.#load(run, checkpoint);
    const networks = [stored.tensors];
    const job = { model, train, tokenizer, preparation, content, networks, mostTokens: Infinity };
    const { evaluations } = await request(await supervisor.connect(), { type: 'evaluate', job }, { signal });
    signal?.throwIfAborted();
    const [evaluation] = evaluations ?? [];
    if (evaluation === undefined) throw endedTooEarly();
    return { step: checkpoint.step, evaluation };
  }

  /** Tells whether documents begin and end with a token of their own. */
  hasBoundary(run: RunView): boolean {
    return this.tokenizer(run).boundaryId !== undefined;
  }

  /** Counts the tokens that the run's tokenizer cuts each text into. */
  async countTokens(run: RunView, content: DatasetContent): Promise<Int32Array> {
    const engine = await this.#options.supervisor.connect();
    return (await request(engine, { type: 'measure-texts', content, tokenizer: this.tokenizer(run) })).lengths;
  }

  /** Returns what the run has seen of its text. */
  tokenizer(run: RunView): TokenizerState {
    const analysis = this.#options.store.analyses.get(run.analysis_key);
    if (analysis === null) throw new Error(`Run ${run.id} has no tokenizer.`);
    return analysis.tokenizer;
  }

  async #inspectTraining(run: RunView, inspection: Inspection, signal: AbortSignal | undefined) {
    const engine = this.#options.queue.engineOf(run.key);
    if (engine === null) throw notTraining();
    return request(await engine, { type: 'inspect', of: { runId: run.id }, inspection }, { signal });
  }

  async #inspectStored(
    run: RunView,
    { checkpointId, weights }: Pick<InspectedNetwork, 'checkpointId' | 'weights'>,
    inspection: Inspection,
    signal: AbortSignal | undefined,
  ) {
    const { store, supervisor } = this.#options;
    const checkpoint = findCheckpoint(store, run, checkpointId);
    const network = { id: checkpoint.id, weights, load: () => this.#load(run, checkpoint) };
    return inspectNetwork(await supervisor.connect(), network, inspection, { signal });
  }

  async #load(run: RunView, checkpoint: CheckpointRow): Promise<StoredNetwork> {
    const { store, datasets } = this.#options;
    const model = JSON.parse(run.model) as ModelSpec;
    const found = await olderOf(datasets, run);
    const older = found === 'dataset-gone' ? null : found;
    return {
      model: older === null ? model : { ...model, forecast: older.forecast },
      tokenizer: this.tokenizer(run),
      preparation: older?.preparation ?? preparationOf(run),
      checkpoint: await store.checkpoints.load(checkpoint, 'parameter/'),
      backend: (JSON.parse(run.train) as TrainSpec).backend,
    };
  }
}

/** Which network is looked into, and by weights of which precision: float32 where that is left out, and while it trains. */
interface InspectedNetwork extends records.Network {
  weights?: WeightPrecision | undefined;
}

/** A request that takes long. */
export interface FollowedRequest {
  signal: AbortSignal;
  onProgress: (done: number, total: number) => void;
}

function optionsOf({ signal, onProgress }: FollowedRequest): RequestOptions {
  return {
    signal,
    onEvent(event) {
      if (event.type === 'progressed') onProgress(event.done, event.total);
    },
  };
}

function endedTooEarly(): StudioError {
  const message = 'The engine ended before it had looked into the network. Try it once more.';
  return new StudioError('engine-failed', message, { reason: 'ended' });
}
