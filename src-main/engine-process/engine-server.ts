import { setTimeout } from 'node:timers/promises';
import type { Backend } from '../../src-engine/backends/backend.ts';
import { describeFailure } from '../../src-engine/training/describe-failure.ts';
import { textsOf } from '../../src-engine/training/content-data.ts';
import { countTraining } from '../../src-engine/training/training-plan.ts';
import { createTrainer } from '../../src-engine/training/trainer.ts';
import { measureCopies } from '../../src-engine/measures/measure-copies.ts';
import { measureData } from '../../src-engine/measures/measure-data.ts';
import { startTraining, type TrainingObserver, type TrainingRun } from '../../src-engine/training/training-run.ts';
import type { LessonStage } from '../../src-engine/lessons/lesson-experiment.ts';
import { inspect } from '../../src-engine/insight/inspect.ts';
import { prepareInspection } from '../../src-engine/insight/prepare-inspection.ts';
import { EngineError } from '../../src-engine/spec/engine-error.ts';
import type { Inspection } from '../../src-engine/spec/insight-spec.ts';
import type { EngineEvent, EngineRequest, TrainingJob } from '../../src-engine/spec/engine-protocol.ts';
import type { Interruptible } from '../../src-engine/spec/interruptible.ts';
import type { RatePoint } from '../../src-engine/spec/learning-rate-spec.ts';
import { prepareSeries } from '../../src-engine/forecast/fit/prepare-series.ts';
import { tasks } from '../../src-engine/tasks/index.ts';
import { createTokenizer } from '../../src-engine/text/create-tokenizer.ts';
import { analyzeContent, lengthsOf } from './analyze-content.ts';
import { CharacterCounts } from './character-counts.ts';
import { measureUnitsPerToken } from '../../src-engine/text/units-per-token.ts';
import type { EngineBackends } from './node-backends.ts';
import { startHeartbeat } from './heartbeat.ts';
import { KeptNetworks } from './kept-networks.ts';
import { createLookBudget } from './look-budget.ts';
import { matchInThread } from './match-in-thread.ts';
import { runAnomalies } from './run-anomalies.ts';
import { runBacktest } from './run-backtest.ts';
import { observerOf } from './observer-of.ts';
import { runForecast } from './run-forecast.ts';
import { runComputation } from './run-computation.ts';
import { runEvaluation } from './run-evaluation.ts';
import { runSignals } from './run-signals.ts';
import { CompletionBatches, type CompletionUpdate } from './writing/completion-batches.ts';
import { runGeneration } from './writing/run-generation.ts';
import { runManyGenerations } from './writing/run-many-generations.ts';
import { runRateSearch } from './run-rate-search.ts';
import { runMeasurement } from './run-measurement.ts';
import { runInspection } from './run-inspection.ts';
import { runLessonJob } from './run-lesson.ts';
import { runBelowWindows } from './run-below-windows.ts';
import { lanesToShare, WritingNetworks } from './writing/writing-networks.ts';

/** The engine behind a channel: one training at a time, and any number of analyses, generations and inspections between its steps. */
export interface EngineServer {
  handle(request: EngineRequest): void;
  /** Settles when `shutdown` was asked for and nothing is at work any more. */
  readonly closed: Promise<void>;
}

export function createEngineServer(backends: EngineBackends, emit: (event: EngineEvent) => void): EngineServer {
  let training: { runId: string; run: TrainingRun; job: TrainingJob } | null = null;
  /** Generations and inspections, by request. */
  const underWay = new Map<string, { cancellation: AbortController; finished: Promise<void> }>();
  const characterCounts = new CharacterCounts(emit);
  const { promise: closed, resolve: close } = Promise.withResolvers<undefined>();
  const networks = new WritingNetworks(backends);
  const keptNetworks = new KeptNetworks();
  const clock = () => performance.now();
  const completions = new CompletionBatches(networks, { clock, yieldToEventLoop });
  const heartbeat = startHeartbeat(clock, () => emit({ type: 'heartbeat' }));
  const looks = createLookBudget(clock, setTimeout);

  function analyze(request: Extract<EngineRequest, { type: 'analyze' }>): void {
    const { requestId } = request;
    try {
      const { state, tokenCount, frequencies } = analyzeContent(request);
      emit({ type: 'analyzed', requestId, tokenizer: state, tokenCount, frequencies });
    } catch (error) {
      emit({ type: 'failed', requestId, runId: null, ...describeFailure(error) });
    }
  }

  function measureTexts({ requestId, content, tokenizer }: Extract<EngineRequest, { type: 'measure-texts' }>): void {
    try {
      emit({ type: 'texts-measured', requestId, lengths: lengthsOf(content, tokenizer) });
    } catch (error) {
      emit({ type: 'failed', requestId, runId: null, ...describeFailure(error) });
    }
  }

  function train(runId: string, job: TrainingJob): void {
    if (training !== null) {
      const message = 'This engine is training another run. Wait for it to end, or stop it.';
      const details = { reason: 'engine', detail: message };
      emit({ type: 'failed', requestId: null, runId, code: 'internal', message, details });
      return;
    }
    runBelowWindows();
    let backend: Backend | null = null;
    let observer: TrainingObserver | null = null;
    const run = startTraining({
      runId,
      observer: () => observer,
      checkpoints: job.train.checkpoints,
      stopAt: job.stopAt,
      emit,
      clock,
      yieldToEventLoop,
      async open() {
        const { model, train, resumeFrom } = job;
        const data = tasks[model.task].createData(job.content, job.tokenizer, train, {
          forecast: model.forecast,
          preparation: job.preparation,
        });
        await yieldToEventLoop();
        observer = observerOf(runId, job);
        await yieldToEventLoop();
        const unitsPerToken =
          job.tokenizer && measureUnitsPerToken(textsOf(job.content), createTokenizer(job.tokenizer));
        if (unitsPerToken !== null) emit({ type: 'text-units', runId, unitsPerToken });
        backend = (await backends.withVariant(train.variant, runId)).create(train.backend, train.threads);
        return createTrainer({ backend, model, train, data, resumeFrom, clock, onLayer: heartbeat.beat });
      },
    });
    training = { runId, run, job };
    void run.finished.then(() => {
      backend?.dispose();
      training = null;
    });
  }

  function begin(requestId: string, work: (interruptible: Interruptible) => Promise<void>): void {
    const task = { cancellation: new AbortController(), finished: Promise.resolve() };
    underWay.set(requestId, task);
    task.finished = work({ signal: task.cancellation.signal, yieldToEventLoop })
      .catch((error: unknown) => emit({ type: 'failed', requestId, runId: null, ...describeFailure(error) }))
      .finally(() => underWay.delete(requestId));
  }

  function openNetwork({ requestId, job }: Extract<EngineRequest, { type: 'open-network' }>): void {
    begin(requestId, async () => {
      const lanes = job.forCompletions === true ? lanesToShare : 1;
      const isHere = await networks.use(job, lanes, async () => true);
      emit({ type: isHere ? 'network-opened' : 'network-wanted', requestId });
    });
  }

  function generate({ requestId, job }: Extract<EngineRequest, { type: 'generate' }>): void {
    begin(requestId, (interruptible) => runGeneration({ requestId, job, networks, emit, clock, ...interruptible }));
  }

  function complete({ requestId, job }: Extract<EngineRequest, { type: 'complete' }>): void {
    begin(requestId, async ({ signal }) => {
      const tell = (update: CompletionUpdate) => emit({ type: 'completing', requestId, ...update });
      const summary = await completions.complete(job, { signal, tell });
      emit(summary === null ? { type: 'network-wanted', requestId } : { type: 'completed', requestId, ...summary });
    });
  }

  function generateMany({ requestId, job }: Extract<EngineRequest, { type: 'generate-many' }>): void {
    begin(requestId, (interruptible) =>
      runManyGenerations({ requestId, job, networks, emit, clock, ...interruptible }),
    );
  }

  function inspectNetwork({ requestId, of, inspection }: Extract<EngineRequest, { type: 'inspect' }>): void {
    begin(requestId, async (interruptible) => {
      if ('runId' in of) {
        const seen = await inspectTraining(of.runId, inspection, interruptible);
        emit({ type: 'inspected', requestId, ...(seen ?? { step: 0, result: null }) });
      } else {
        const network = keptNetworks.get(of.networkId, of.network);
        if (network === null) return emit({ type: 'network-wanted', requestId });
        const { stored, tokenizer } = network;
        const inputs = { tokenizer, preparation: stored.preparation };
        const prepared = await prepareInspection(inspection, inputs, matchInThread, interruptible.signal);
        const task = { of: network, weights: of.weights, backends, ...interruptible };
        const result = prepared && (await runInspection({ ...task, inspection: prepared }));
        emit({ type: 'inspected', requestId, step: stored.checkpoint.progress.step, result });
      }
    });
  }

  function compute({ requestId, ...task }: Extract<EngineRequest, { type: 'compute' }>): void {
    begin(requestId, async (interruptible) =>
      emit({ type: 'computed', requestId, outputs: await runComputation(task, interruptible) }),
    );
  }

  function evaluate({ requestId, job }: Extract<EngineRequest, { type: 'evaluate' }>): void {
    begin(requestId, async (interruptible) =>
      emit({ type: 'evaluated', requestId, evaluations: await runEvaluation(job, backends, interruptible) }),
    );
  }

  function measureSignals({ requestId, job }: Extract<EngineRequest, { type: 'measure-signals' }>): void {
    begin(requestId, async () =>
      emit({ type: 'signals-measured', requestId, signals: await runSignals(job, backends) }),
    );
  }

  function prepare({ requestId, ...series }: Extract<EngineRequest, { type: 'prepare-series' }>): void {
    begin(requestId, async ({ signal, yieldToEventLoop }) => {
      await yieldToEventLoop();
      const prepared = signal.aborted ? null : await prepareSeries(series, { yieldToEventLoop });
      emit({ type: 'series-prepared', requestId, prepared });
    });
  }

  function backtest({ requestId, job }: Extract<EngineRequest, { type: 'backtest' }>): void {
    begin(requestId, async (interruptible) => {
      const onProgress = (done: number, total: number) => emit({ type: 'progressed', requestId, done, total });
      const told = await networks.use(job, 1, (network) => runBacktest(network, job, onProgress, interruptible));
      emit(told === null ? { type: 'network-wanted', requestId } : { type: 'backtested', requestId, ...told });
    });
  }

  function findAnomalies({ requestId, job }: Extract<EngineRequest, { type: 'find-anomalies' }>): void {
    begin(requestId, async (interruptible) => {
      const onProgress = (done: number, total: number) => emit({ type: 'progressed', requestId, done, total });
      const told = await networks.use(job, 1, (network) => runAnomalies(network, job, onProgress, interruptible));
      emit(told === null ? { type: 'network-wanted', requestId } : { type: 'anomalies-found', requestId, ...told });
    });
  }

  function measure({ requestId, job, forMs }: Extract<EngineRequest, { type: 'measure-training' }>): void {
    begin(requestId, async (interruptible) => {
      const cost = await runMeasurement({ job, forMs, backends, clock, onLayer: heartbeat.beat }, interruptible);
      emit({ type: 'training-measured', requestId, cost });
    });
  }

  function searchRate({ requestId, job }: Extract<EngineRequest, { type: 'find-learning-rate' }>): void {
    begin(requestId, async (interruptible) => {
      const onPoint = (point: RatePoint) => emit({ type: 'rate-point', requestId, point });
      const search = await runRateSearch({ job, backends, clock, onLayer: heartbeat.beat, onPoint }, interruptible);
      emit({ type: 'learning-rate-found', requestId, search });
    });
  }

  function teach({ requestId, job }: Extract<EngineRequest, { type: 'run-lesson' }>): void {
    begin(requestId, async (interruptible) => {
      const onStage = (stage: LessonStage) => emit({ type: 'lesson-stage', requestId, ...stage });
      const outcome = await runLessonJob({ job, backends, clock, onStage }, interruptible);
      emit({ type: 'lesson-finished', requestId, outcome });
    });
  }

  function measureOfData({ requestId, data }: Extract<EngineRequest, { type: 'measure-data' }>): void {
    begin(requestId, async (interruptible) => {
      const onProgress = (done: number, total: number) => emit({ type: 'progressed', requestId, done, total });
      emit({ type: 'data-measured', requestId, measurements: await measureData(data, onProgress, interruptible) });
    });
  }

  function compare({ requestId, data, texts }: Extract<EngineRequest, { type: 'measure-copies' }>): void {
    begin(requestId, async (interruptible) =>
      emit({ type: 'copies-measured', requestId, copies: await measureCopies(data, texts, interruptible) }),
    );
  }

  function plan({ requestId, job }: Extract<EngineRequest, { type: 'plan-training' }>): void {
    begin(requestId, async ({ yieldToEventLoop }) => {
      await yieldToEventLoop();
      const { model, train, tokenizer, preparation, content } = job;
      const data = tasks[model.task].createData(content, tokenizer, train, { forecast: model.forecast, preparation });
      emit({ type: 'training-planned', requestId, counts: countTraining(data, train) });
    });
  }

  function forecast({ requestId, job }: Extract<EngineRequest, { type: 'forecast' }>): void {
    begin(requestId, async (interruptible) => {
      const forecasts = await networks.use(job, 1, (network) => runForecast(network, job, interruptible));
      emit(
        forecasts === null ? { type: 'network-wanted', requestId } : { type: 'forecasted', requestId, ...forecasts },
      );
    });
  }

  async function inspectTraining(runId: string, inspection: Inspection, interruptible: Interruptible) {
    const { job } = trainingOn(runId);
    const tokenizer = job.tokenizer && createTokenizer(job.tokenizer);
    const inputs = { tokenizer, preparation: job.preparation };
    const prepared = await prepareInspection(inspection, inputs, matchInThread, interruptible.signal);
    if (prepared === null) return null;
    return looks.take(
      lookKey(runId, inspection),
      (began) =>
        trainingOn(runId).run.runBetweenSteps(async ({ model, progress }) => {
          began();
          const result = await inspect({ model, tokenizer, preparation: null, ...interruptible }, prepared);
          return { step: progress.step, result };
        }),
      interruptible.signal,
    );
  }

  /** Throws EngineError `invalid-data` where this run does not train now. */
  function trainingOn(runId: string): { run: TrainingRun; job: TrainingJob } {
    if (training?.runId === runId) return training;
    throw new EngineError('invalid-data', 'This run is not training now. Look at one of its checkpoints.', {
      reason: 'no-training-now',
    });
  }

  async function shutdown(): Promise<void> {
    training?.run.abandon();
    for (const { cancellation } of underWay.values()) cancellation.abort();
    await Promise.all([training?.run.finished, ...[...underWay.values()].map(({ finished }) => finished)]);
    heartbeat.end();
    close(undefined);
  }

  return {
    closed,
    handle(request) {
      switch (request.type) {
        case 'analyze':
          return analyze(request);
        case 'measure-texts':
          return measureTexts(request);
        case 'count-characters':
          return characterCounts.add(request);
        case 'train':
          return train(request.runId, request.job);
        case 'open-network':
          return openNetwork(request);
        case 'generate':
          return generate(request);
        case 'generate-many':
          return generateMany(request);
        case 'complete':
          return complete(request);
        case 'inspect':
          return inspectNetwork(request);
        case 'compute':
          return compute(request);
        case 'evaluate':
          return evaluate(request);
        case 'measure-signals':
          return measureSignals(request);
        case 'prepare-series':
          return prepare(request);
        case 'forecast':
          return forecast(request);
        case 'backtest':
          return backtest(request);
        case 'find-anomalies':
          return findAnomalies(request);
        case 'measure-data':
          return measureOfData(request);
        case 'measure-copies':
          return compare(request);
        case 'plan-training':
          return plan(request);
        case 'find-learning-rate':
          return searchRate(request);
        case 'measure-training':
          return measure(request);
        case 'run-lesson':
          return teach(request);
        case 'cancel':
          characterCounts.cancel(request.requestId);
          return underWay.get(request.requestId)?.cancellation.abort();
        case 'measure-memory':
          return emit({ type: 'memory', requestId: request.requestId, bytes: process.memoryUsage.rss() });
        case 'shutdown':
          return void shutdown();
        default:
          // A command for a run that has just ended by itself comes too late, and that is no error.
          if (training?.runId === request.runId) applyCommand(training.run, request.type);
      }
    },
  };
}

/** The same look has the same key. Of tables their sizes tell enough, beside the rows that are looked at. */
function lookKey(runId: string, inspection: Inspection): string {
  return JSON.stringify([runId, inspection], (_, value: unknown) =>
    value instanceof Uint8Array ? value.byteLength : value,
  );
}

function applyCommand(run: TrainingRun, command: 'pause' | 'resume' | 'stop' | 'checkpoint'): void {
  if (command === 'checkpoint') run.requestCheckpoint();
  else run[command]();
}

function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
