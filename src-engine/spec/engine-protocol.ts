import type { EngineFailure, ErrorValues } from './engine-errors.ts';
import type { Checkpoint, CheckpointReason, NamedTensor, StopPlace, TrainingProgress } from './checkpoint-spec.ts';
import type { CompletionPart, CompletionTask, CompletionUsage, ScoredText } from './completion-spec.ts';
import type {
  ContinuationChange,
  GeneratedToken,
  GenerationEnd,
  SamplingSpec,
  WayOfWriting,
  WeightPrecision,
} from './generation-spec.ts';
import type { AnomalyResult, AnomalyTask } from './anomaly-spec.ts';
import type { BacktestResult, BacktestTask } from './backtest-spec.ts';
import type { Copies } from './copies-spec.ts';
import type { DataMeasurements, SplitData } from './data-measurements.ts';
import type { DatasetContent } from './dataset-content.ts';
import type { Breakdown, Scores } from './evaluation-spec.ts';
import type { ForecastTask, SeriesForecast, ValidationForecast } from './forecast-job.ts';
import type { Clamp, Inspection, InspectionResult, LayerSignal, StepInsight } from './insight-spec.ts';
import type { RatePoint, RateSearch } from './learning-rate-spec.ts';
import type { LessonId, LessonOutcome, LessonSettings, LessonTextId } from './lesson-spec.ts';
import type { ModelSpec } from './model-spec.ts';
import type { ParityInput } from './parity-spec.ts';
import type { Preparation } from './preparation-spec.ts';
import type { TrainingCost } from './recipe-spec.ts';
import type { TokenizerSpec, TokenizerState } from './tokenizer-spec.ts';
import type { BackendChoice, BackendName } from './backends.ts';
import type { TrainSpec } from './train-spec.ts';

/** The requests of the host to an engine process. One training at a time; `analyze`, `generate` and `generate-many` also while it trains. */
export type EngineRequest =
  | { type: 'analyze'; requestId: string; content: DatasetContent; tokenizer: TokenizerSpec }
  /** Counts the tokens of each text of a content. */
  | { type: 'measure-texts'; requestId: string; content: DatasetContent; tokenizer: TokenizerState }
  /**
   * Counts the characters of texts, or of well-formed UTF-8, that come in several requests of one count; between two texts there is a
   * boundary. Each request is answered by `counted`, the last by `analyzed`. `cancel` takes the id of the count.
   */
  | { type: 'count-characters'; requestId: string; countId: string; texts: (string | Uint8Array)[]; isLast: boolean }
  | { type: 'train'; runId: string; job: TrainingJob }
  | { type: 'pause' | 'resume' | 'stop' | 'checkpoint'; runId: string }
  /** Makes a network ready to write, so that its first text begins at once. */
  | { type: 'open-network'; requestId: string; job: OpenNetworkJob }
  | { type: 'generate'; requestId: string; job: GenerationJob }
  | { type: 'generate-many'; requestId: string; job: ManyGenerationsJob }
  /** Writes in one batch with all others that the same network writes at that time. */
  | { type: 'complete'; requestId: string; job: CompletionJob }
  | { type: 'inspect'; requestId: string; of: InspectedRun | InspectedCheckpoint; inspection: Inspection }
  | {
      type: 'compute';
      requestId: string;
      model: ModelSpec;
      /** The preparation of a network that reads a table; left out for others. */
      preparation?: Preparation | undefined;
      parameters: NamedTensor[];
      inputs: ParityInput[];
    }
  | { type: 'evaluate'; requestId: string; job: EvaluationJob }
  /** Reads one batch with a network as a training would begin with it. */
  | { type: 'measure-signals'; requestId: string; job: SignalsJob }
  /** Fits a preparation to the training part of numbers over time, and the model's sizes to the preparation. */
  | { type: 'prepare-series'; requestId: string; content: DatasetContent; model: ModelSpec; train: TrainSpec }
  | { type: 'forecast'; requestId: string; job: ForecastJob }
  /** Both tell their progress. */
  | { type: 'backtest'; requestId: string; job: BacktestJob }
  | { type: 'find-anomalies'; requestId: string; job: AnomalyJob }
  /** Measures data without any network, and reports its progress. */
  | { type: 'measure-data'; requestId: string; data: SplitData }
  /** Compares texts with the training part of a language model's data. */
  | { type: 'measure-copies'; requestId: string; data: SplitData; texts: string[] }
  | { type: 'cancel'; requestId: string }
  | { type: 'measure-memory'; requestId: string }
  /** Takes some steps of a training, for about so long, to tell what the whole would take; keeps nothing of it. */
  | { type: 'measure-training'; requestId: string; job: Omit<TrainingJob, 'resumeFrom'>; forMs: number }
  /**
   * Searches for a learning rate by a short training of which nothing is kept, see `findLearningRate`, and reports its
   * points.
   */
  | { type: 'find-learning-rate'; requestId: string; job: TrainingJob }
  /** Counts the steps and samples of a training, of which nothing is computed. */
  | { type: 'plan-training'; requestId: string; job: Omit<TrainingJob, 'resumeFrom'> }
  /** Runs the experiment of a lesson, and reports its stages. */
  | { type: 'run-lesson'; requestId: string; job: LessonJob }
  | { type: 'shutdown' };

/** The run of a lesson's experiment. */
export interface LessonJob {
  lesson: LessonId;
  /** A value for each control. */
  settings: LessonSettings;
  seed: number;
  /** The texts that the experiment reads. */
  texts: Partial<Record<LessonTextId, string>>;
}

export interface TrainingJob {
  model: ModelSpec;
  train: TrainSpec;
  /** `null` means that the content is numbers. */
  tokenizer: TokenizerState | null;
  /** `null` means that the content is no numbers over time, or that the run was stored before there were preparations. */
  preparation: Preparation | null;
  content: DatasetContent;
  /** The checkpoint to go on from, or null for the beginning. */
  resumeFrom: Checkpoint | null;
  /**
   * The place at which the training stops as if a person had stopped it, once the current epoch has been measured; when
   * left out, it trains to its end.
   */
  stopAt?: StopPlace;
}

/** A run in training, as it is now. */
interface InspectedRun {
  runId: string;
}

/** A network that was stored. */
interface InspectedCheckpoint {
  /** Two networks of one id are the same. */
  networkId: string;
  /**
   * The network itself. It is null when the engine may still have it; an engine that has not answers `network-wanted`
   * and does nothing.
   */
  network: StoredNetwork | null;
  /** Left out: float32. */
  weights?: WeightPrecision | undefined;
}

export interface StoredNetwork {
  model: ModelSpec;
  tokenizer: TokenizerState;
  /** `null` where the network reads no numbers over time. */
  preparation: Preparation | null;
  /** Only `parameter/…` tensors are needed. */
  checkpoint: Checkpoint;
  backend: BackendChoice;
}

export interface NetworkJob {
  /** Two networks of one id are the same. */
  networkId: string;
  /** `null` means that the engine may still have it; where it has not, it answers `network-wanted` and does nothing. */
  network: StoredNetwork | null;
  /** At most; null means as many as the machine has cores. What is written does not depend on it. */
  threads: number | null;
  /** Left out: float32. */
  weights?: WeightPrecision | undefined;
}

interface OpenNetworkJob extends NetworkJob {
  /** It will write for programs, many texts at once. Left out: one text. */
  forCompletions?: boolean;
}

export type CompletionJob = NetworkJob & CompletionTask;

interface WritingJob extends NetworkJob {
  prompt: string;
  /** Tokens to write. */
  length: number;
}

export interface GenerationJob extends WritingJob {
  sampling: SamplingSpec;
  /** Counterfactuals under which the model reads and writes. */
  clamps: Clamp[];
}

/** Several continuations at once; each has `length` tokens at most. */
export interface ManyGenerationsJob extends WritingJob {
  way: WayOfWriting;
}

export type ForecastJob = NetworkJob & ForecastTask;

/** Rows of the columns that a forecaster was trained on, of which it has learnt some. */
interface LearntSeries extends NetworkJob {
  content: ForecastTask['content'];
  /** For each piece, how many of its first rows trained the network. */
  training: number[];
}

export type BacktestJob = LearntSeries & { task: BacktestTask };
export type AnomalyJob = LearntSeries & { task: AnomalyTask };

/** Networks of one shape that are to be compared on the data which a run holds back for validation. */
export interface EvaluationJob {
  model: ModelSpec;
  /** The run's: it says which data is held back, and in which batches it is read. */
  train: TrainSpec;
  tokenizer: TokenizerState | null;
  preparation: Preparation | null;
  content: DatasetContent;
  /** `parameter/…` tensors of each network. */
  networks: NamedTensor[][];
  /** Enough tokens or steps for a good mean: no more batches are read. */
  mostTokens: number;
}

/** A network before its first step, and the data of its first batch. */
export interface SignalsJob {
  model: ModelSpec;
  train: TrainSpec;
  /** `null` stands for random inputs and targets. */
  data: Pick<TrainingJob, 'tokenizer' | 'preparation' | 'content'> | null;
}

/** A network's results on data that it was not trained on. */
export interface Evaluation {
  /** Mean over all targets; nats for a classifier or language model. */
  loss: number;
  /** The share of targets that the network found the most likely; null for numbers. */
  accuracy: number | null;
  /** The task's metrics that are not functions of the loss, and `accuracy`. */
  scores: Scores;
  /** `null` where outputs are neither named classes nor columns. */
  breakdown: Breakdown | null;
}

/** The answer to `prepare-series`: what a run trains with. */
export interface PreparedSeries {
  preparation: Preparation;
  /** The model with the sizes, window and horizon that the data asks for. */
  model: ModelSpec;
  train: TrainSpec;
  /** Windows, or sequences, to train on and to validate with. */
  samples: { training: number; validation: number };
}

/** The events that an engine process sends to the host. Those of a run come in order. */
export type EngineEvent =
  | { type: 'ready'; info: EngineInfo }
  | { type: 'init-failed'; message: string }
  | {
      type: 'analyzed';
      requestId: string;
      tokenizer: TokenizerState;
      tokenCount: number;
      /** Occurrences by token id. */
      frequencies: number[];
    }
  | { type: 'texts-measured'; requestId: string; lengths: Int32Array }
  /** Ready for more texts to count. */
  | { type: 'counted'; requestId: string }
  /** The average size of a token of the run's texts. */
  | { type: 'text-units'; runId: string; unitsPerToken: TextUnits }
  | ({ type: 'started'; runId: string } & TrainingPlan)
  /** `divergingSince` is that of TrainingProgress after the last of them. */
  | { type: 'steps'; runId: string; steps: StepMetrics[]; divergingSince?: number }
  /** Belongs to the step whose metrics come next, or came last. */
  | { type: 'insight'; runId: string; insight: StepInsight }
  | { type: 'epoch'; runId: string; epoch: EpochMetrics; breakdown: Breakdown | null }
  /** Comes after each epoch of a forecaster that has a validation part. */
  | { type: 'validation-forecast'; runId: string; forecast: ValidationForecast }
  /** The run's preparation after training, with its bands calibrated; it takes the place of the one that the job had. */
  | { type: 'calibrated'; runId: string; preparation: Preparation }
  | { type: 'checkpoint'; runId: string; reason: CheckpointReason; checkpoint: Checkpoint }
  | { type: 'paused' | 'resumed'; runId: string }
  | { type: 'ended'; runId: string; end: TrainingEnd; progress: TrainingProgress }
  /** The engine does not have the network of this request, which is to be sent again with it. */
  | { type: 'network-wanted'; requestId: string }
  | { type: 'network-opened'; requestId: string }
  | { type: 'tokens'; requestId: string; tokens: GeneratedToken[] }
  /** `unknown`: pieces of the prompt that the vocabulary does not have, and which the model therefore did not see. */
  | { type: 'generated'; requestId: string; end: GenerationEnd; tokensPerSecond: number; unknown: string[] }
  /** All continuations that there are, in their order: of a beam search the most likely first. */
  | { type: 'continuations'; requestId: string; continuations: ContinuationChange[] }
  /** After the last of `continuations`, also where it was cancelled. */
  | { type: 'generated-many'; requestId: string; tokensPerSecond: number; unknown: string[] }
  /** `prompt`: its tokens, in the first message where they are asked for; else null. */
  | { type: 'completing'; requestId: string; prompt: ScoredText[] | null; parts: CompletionPart[] }
  /** After the last of `completing`, also where it was cancelled. */
  | ({ type: 'completed'; requestId: string; unknown: string[] } & CompletionUsage)
  /** `step`: how far the network was trained; null means that the inspection was cancelled. */
  | { type: 'inspected'; requestId: string; step: number; result: InspectionResult | null }
  /** Float64, an output for each input, see ParityInput; null means cancelled. Logits, where the model ends with a softmax. */
  | { type: 'computed'; requestId: string; outputs: Float64Array[] | null }
  /** For each network; null means cancelled. */
  | { type: 'evaluated'; requestId: string; evaluations: Evaluation[] | null }
  /** In the order of the layers. */
  | { type: 'signals-measured'; requestId: string; signals: LayerSignal[] }
  /** Null means cancelled. */
  | { type: 'series-prepared'; requestId: string; prepared: PreparedSeries | null }
  /** In the order of the job's origins; null means cancelled. */
  | { type: 'forecasted'; requestId: string; forecasts: SeriesForecast[] | null }
  /** Parts of a request that are done, and all of them. */
  | { type: 'progressed'; requestId: string; done: number; total: number }
  /** Null means cancelled. */
  | { type: 'backtested'; requestId: string; result: BacktestResult | null }
  | { type: 'anomalies-found'; requestId: string; result: AnomalyResult | null }
  /**
   * The engine lives. It says so every other second from its event loop, where it answers requests, and between two layers of a training
   * step that takes longer.
   */
  | { type: 'heartbeat' }
  /** Null means cancelled. */
  | { type: 'data-measured'; requestId: string; measurements: DataMeasurements | null }
  | { type: 'copies-measured'; requestId: string; copies: Copies | null }
  /** `null` means cancelled. */
  | { type: 'training-measured'; requestId: string; cost: TrainingCost | null }
  | { type: 'rate-point'; requestId: string; point: RatePoint }
  /** `null` means cancelled. */
  | { type: 'learning-rate-found'; requestId: string; search: RateSearch | null }
  | { type: 'training-planned'; requestId: string; counts: TrainingCounts }
  /** The measurements of a lesson's experiment so far; `done` from 0 to 1. */
  | { type: 'lesson-stage'; requestId: string; done: number; outcome: LessonOutcome }
  /** `null` means cancelled. */
  | { type: 'lesson-finished'; requestId: string; outcome: LessonOutcome | null }
  /** The machine's memory that the engine's process holds now. */
  | { type: 'memory'; requestId: string; bytes: number }
  /** The request, or with a runId the training, failed. `code` is stable; `message` is an English sentence that says what to do. */
  | ({ type: 'failed'; requestId: string | null; runId: string | null } & Failure)
  | { type: 'bye' };

/** stopped: the person ended it early. early-stopped: validation loss no longer improved. */
export type TrainingEnd = 'finished' | 'stopped' | 'early-stopped';

export interface Failure {
  code: EngineFailure;
  message: string;
  /** The details as engineErrors declares them. */
  details: ErrorValues;
}

export interface EngineInfo {
  backends: BackendChoice[];
  /** The number of threads of a training that does not ask for another number. */
  threads: number;
  /**
   * The build of the fastest backend's kernels that was found the fastest here, and its 10⁹ operations a second on one
   * thread; null when there is none.
   */
  variant: string | null;
  gigaflops: number | null;
  /** The builds of those kernels that can be asked for by name here. */
  variants: string[];
}

/** The length of a text in units that do not depend on a tokenizer. */
export interface TextUnits {
  /** Extended grapheme clusters (UAX #29). */
  characters: number;
  /** Segments that `Intl.Segmenter` calls words; spaces and punctuation are none. */
  words: number;
  /** The size in bytes of UTF-8. */
  bytes: number;
}

export interface TrainingPlan {
  backend: BackendName;
  threads: number;
  stepsPerEpoch: number;
  totalSteps: number;
  parameterCount: number;
  tokensPerStep: number;
  memoryBytes: number;
}

export interface StepMetrics {
  step: number; // counts from 1
  epoch: number; // the epoch this step belongs to, from 1
  loss: number; // nats per token, mean over this step's batch
  gradientNorm: number; // before clipping
  learningRate: number;
  tokensPerSecond: number;
  elapsedMs: number; // training time of the whole run, pauses not counted
}

/** The numbers of steps and samples that a training will have. */
export interface TrainingCounts {
  stepsPerEpoch: number;
  totalSteps: number;
  /** Texts, sentences, sequences or windows to train on in an epoch, and to validate on; null for running text, which has none. */
  trainingSamples: number | null;
  validationSamples: number | null;
}

export interface EpochMetrics {
  epoch: number; // from 1
  step: number;
  trainLoss: number; // nats per token, mean over the epoch
  validationLoss: number | null;
  validationAccuracy: number | null;
  /** The scores are empty when nothing is held back, and in runs that an older studio measured. */
  validationScores: Scores;
  tokensPerSecond: number;
  elapsedMs: number;
}

/** A running engine process, however it was spawned. */
export interface EngineConnection {
  send(request: EngineRequest): void;
  onEvent(listener: (event: EngineEvent) => void): void;
  /** Fires once, when the process is gone; `clean` if it said bye first. */
  onExit(listener: (exit: { clean: boolean; detail: string }) => void): void;
  kill(): void;
}
