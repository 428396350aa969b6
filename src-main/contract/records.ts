import { z } from 'zod';
import { studioErrorCodes } from './errors.ts';
import { validationForecast } from './forecasting/forecast-records.ts';
import { runGroup } from './groups/group-records.ts';
import { datasetKinds, importReport } from './datasets/import-records.ts';
import { clampSchema } from './insight-records.ts';
import { outcome, verdict } from './outcome-records.ts';
import { breakdown, scores } from './score-records.ts';
import { sweepPlace } from './sweeps/sweep-place.ts';
import {
  modelSpecSchema,
  samplingSpecSchema,
  tokenizerSpecSchema,
  trainSpecSchema,
  weightPrecisionSchema,
} from './spec-schemas.ts';

export const runStates = [
  'queued',
  'running',
  'paused',
  'finished',
  'stopped',
  'failed',
  /** Its losses grew beyond all use; what it had learnt before is kept. */
  'diverged',
  /** The process that trained it died; it can be resumed. */
  'interrupted',
] as const;

const timestamp = z.int(); // milliseconds since 1970

export const systemInfo = z.object({
  version: z.string(),
  dataDir: z.string(),
  backends: z.array(z.string()),
  threads: z.int(),
  /** The build of the kernels that was found the fastest on this machine, and its 10⁹ operations a second on one thread; null means that none works. */
  variant: z.string().nullable(),
  gigaflops: z.number().nullable(),
  variants: z.array(z.string()), // the builds that a training can ask for by name on this machine
});

/** The machine's memory that the engines hold now, for training and for all else, in bytes; 0 for one that is not running. */
export const engineMemory = z.object({ training: z.int(), requests: z.int() });

export const engineName = z.enum(['training', 'requests']);

/** An engine that lives and says nothing: it is in the middle of one long computation, or stuck. `silentSince`: Unix time in ms. */
export const silentEngine = z.object({ engine: engineName, silentSince: z.int() });

export const dataset = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(datasetKinds),
  /** sha-256 of the text's UTF-8 bytes; where it is more than one text, also of how it is divided. */
  hash: z.string(),
  bytes: z.int(),
  /** Tokens by the character tokenizer, and how many different ones; 0 where the dataset holds numbers. */
  characters: z.int(),
  vocabularySize: z.int(),
  /** Most frequent characters with their counts, at most 200. */
  frequencies: z.array(z.object({ token: z.string(), count: z.int() })),
  /** Licence or origin, for the texts that come with the studio; null for the person's own. */
  origin: z.string().nullable(),
  tags: z.array(z.string()),
  /** The report of its import; null where it was imported before there were reports, or the studio made it. */
  report: importReport.nullable(),
  /** The file began with a byte order mark, which is not part of the text. */
  byteOrderMarkRemoved: z.boolean(),
  createdAt: timestamp,
  runCount: z.int(),
});

/** Bytes of the files as they are stored; where they are packed, more may be done than there were. */
export const importUpdate = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), bytesDone: z.int(), bytesTotal: z.int() }),
  z.object({ type: z.literal('imported'), dataset }),
]);

export const sampleText = z.object({
  id: z.string(),
  kind: z.enum(datasetKinds),
  name: z.string(),
  description: z.string(),
  licence: z.string(),
  bytes: z.int(),
});

export const stepMetrics = z.object({
  step: z.int(),
  epoch: z.int(),
  loss: z.number(),
  gradientNorm: z.number(),
  learningRate: z.number(),
  tokensPerSecond: z.number(),
  elapsedMs: z.number(),
});

export const epochMetrics = z.object({
  epoch: z.int(),
  step: z.int(),
  trainLoss: z.number(),
  validationLoss: z.number().nullable(),
  validationAccuracy: z.number().nullable(),
  /** The metrics that `taskFacts` lists for the run's task, by name, without those that are functions of the loss. */
  validationScores: scores.default({}),
  tokensPerSecond: z.number(),
  elapsedMs: z.number(),
});

/** The measurement of an epoch with all that belongs to it, as bundles carry it. */
export const epochMeasurement = epochMetrics.extend({ breakdown: breakdown.nullable().default(null) });

/** The place where a branch began. */
export const runParent = z.object({
  runId: z.string(),
  /** The run's name then: it may have been deleted since. */
  runName: z.string(),
  checkpointId: z.string(),
  step: z.int(),
  /** fresh: the optimizer is of another type and began without what the old one had gathered. */
  optimizerState: z.enum(['kept', 'fresh']),
});

/** The events of a run; see the state machine. */
const runEventKinds = [
  'begin',
  'pause',
  'continue',
  'enqueue',
  'extend',
  'finish',
  'stop',
  'fail',
  'diverge',
  'lose',
] as const;

/** The error as `studioErrors` declares it. */
const errorOfRun = z.object({
  code: z.enum(studioErrorCodes),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});

export const runEvent = z.object({
  kind: z.enum(runEventKinds),
  at: timestamp,
  /** Optimizer steps and training time done by then. */
  step: z.int(),
  elapsedMs: z.number(),
  /** Why it failed; `error` null means that nothing went wrong, or that was before such were kept. */
  message: z.string().nullable(),
  error: errorOfRun.nullable().default(null),
});

const runName = z.string().min(1).max(255);
const runTags = z.array(z.string().trim().min(1).max(50)).max(20);
const runNotes = z.string().max(10_000);

export const run = z.object({
  id: z.string(),
  name: z.string(),
  tags: runTags,
  notes: runNotes,
  /** `null` means that it is no branch of another one. */
  parent: runParent.nullable(),
  datasetId: z.string(),
  datasetName: z.string(),
  state: z.enum(runStates),
  model: modelSpecSchema,
  train: trainSpecSchema,
  tokenizer: tokenizerSpecSchema,
  /** The preset's id, or null for a person's own model. */
  presetId: z.string().nullable(),
  backend: z.string().nullable(),
  /** A token's average size, for bits per character, word and byte; null while it is unknown, or where there are no tokens. */
  unitsPerToken: z.object({ characters: z.number(), words: z.number(), bytes: z.number() }).nullable(),
  parameterCount: z.int(),
  step: z.int(),
  totalSteps: z.int().nullable(),
  /** Epochs finished. */
  epoch: z.int(),
  /** Mean of the last finished epoch. */
  trainLoss: z.number().nullable(),
  validationLoss: z.number().nullable(),
  bestValidationLoss: z.number().nullable(),
  bestEpoch: z.int().nullable(),
  /** The scores of the epoch with the best validation loss: see `validationScores` of epochs. */
  bestScores: scores.default({}),
  tokensPerSecond: z.number().nullable(),
  elapsedMs: z.number(),
  /** Training time still to come at the present speed; null when unknown or over. */
  remainingMs: z.number().nullable(),
  /** Why it failed or was interrupted. */
  error: errorOfRun.extend({ message: z.string() }).nullable(),
  /** How it ended; null while it is not over. */
  outcome: outcome.nullable(),
  /** The judgement on how it ended; null while it is not over, and where too little was measured. */
  verdict: verdict.nullable(),
  /** Its turn among those that wait, lower first; null means that it does not wait. */
  queuePosition: z.int().nullable(),
  /** A run that waits does not begin before; null means as soon as its turn comes. */
  startAt: timestamp.nullable(),
  /** When a run that waits can begin at the earliest: its own time, or the beginning of the night; null means as soon as its turn comes. */
  waitsUntil: timestamp.nullable(),
  /** It trained when the studio or its engine ended, and goes on by itself where the person wants that. */
  continues: z.boolean(),
  /** The id of the network that came along with the studio and became this run; null for a person's own runs. */
  bundledNetwork: z.string().nullable(),
  /** The repeats with other seeds that the run belongs to; null means that it belongs to none. */
  group: runGroup.nullable(),
  sweep: sweepPlace.nullable(),
  createdAt: timestamp,
  checkpointCount: z.int(),
  checkpointBytes: z.int(),
});

export const startRun = z.object({
  datasetId: z.string(),
  name: z.string().min(1).max(255).optional(),
  tokenizer: tokenizerSpecSchema.default({ type: 'character', minimumFrequency: 1 }),
  /** The network to train: a preset, or a person's own model. Its input and output layers become as large as the dataset asks. */
  presetId: z.string().nullable().default(null),
  model: modelSpecSchema.nullable().default(null),
  /** Changes to the preset's training settings, or the usual ones. */
  train: trainSpecSchema.partial().default({}),
  /** Lets all classes count the same, by weights in the place of `train.classWeights`. */
  balanceClasses: z.boolean().optional(),
  /**
   * A staged file of word vectors (GloVe, word2vec) that the embedding begins with; it gets their dimension. It stays as it is where
   * it is not trainable.
   */
  vectors: z
    .object({
      importId: z.string(),
      trainable: z.boolean().default(true),
      /** Leaves the file staged for a run beside this one. */
      keepFile: z.boolean().default(false),
    })
    .optional(),
  /** Rows that a forecaster tells at once; when left out, as many as the dataset says, or as the studio chooses. */
  horizon: z.int().min(1).max(10_000).optional(),
  /**
   * Rows that a forecaster reads, or at most of a sequence of numbers; when left out, a sequence length other than the usual one says
   * it, or else the studio chooses.
   */
  window: z.int().min(1).max(65_536).optional(),
  /** It does not begin before; when left out, it begins as soon as its turn comes. */
  startAt: timestamp.optional(),
});

/** A network that is looked at before it learns. */
export const initialSignalsInput = startRun
  .pick({ tokenizer: true, presetId: true, model: true, train: true, horizon: true, window: true })
  .extend({
    /** The dataset that the first batch comes from; null stands for random tokens or numbers. */
    datasetId: z.string().nullable(),
  });

export const extendRun = z.object({
  runId: z.string(),
  /** The number of additional epochs, counted from the last one that it has begun. */
  epochs: z.int().min(1).max(1_000_000),
});

export const branchRun = z.object({
  checkpointId: z.string(),
  name: runName.optional(),
  /** The settings that differ. `epochs` and `maxSteps` count from the beginning of the parent. */
  train: trainSpecSchema.partial().default({}),
  startAt: timestamp.optional(),
});

/** Fields that are left out stay unchanged. */
export const describeRun = z.object({
  runId: z.string(),
  name: runName.optional(),
  tags: runTags.optional(),
  notes: runNotes.optional(),
});

/** The changes since the last message, each run as it is now; the first message has all runs. */
export const runListUpdate = z.object({ changed: z.array(run), deleted: z.array(z.string()) });

/** An estimate of a training's memory, in bytes, before there is one. */
export const runEstimate = z.object({
  parameterCount: z.int(),
  memory: z.object({
    parameters: z.int(),
    gradients: z.int(),
    optimizer: z.int(),
    /** The memory of a training and a validation pass. */
    activations: z.int(),
    /** The dataset, as text and as tokens. */
    data: z.int(),
    /** Parameters and optimizer on their way into a checkpoint, and the best parameters where they are kept. */
    copies: z.int(),
    total: z.int(),
  }),
  availableBytes: z.int(),
  /** `null` means that it fits. Otherwise what to change. */
  problem: z.string().nullable(),
});

export const checkpoint = z.object({
  id: z.string(),
  runId: z.string(),
  step: z.int(),
  epoch: z.int(),
  /** The epoch whose network it holds, and whose loss it tells, where that was put back at the end of the training; null elsewhere. */
  restoredEpoch: z.int().nullable().default(null),
  reason: z.enum(['epoch', 'interval', 'best', 'pause', 'stop', 'finish', 'request', 'branch']),
  validationLoss: z.number().nullable(),
  bytes: z.int(),
  createdAt: timestamp,
  /** It stays, however little room there is; so does one that has a name. */
  isPinned: z.boolean().default(false),
  name: z.string().nullable().default(null),
});

/** `steps` and `epochs` are new since the last update; the oldest steps are dropped when a client is slow. */
export const runUpdate = z.object({
  run,
  steps: z.array(stepMetrics),
  epochs: z.array(epochMetrics),
  /** The newest forecast of the validation part that a forecaster in training has told; left out where there is none or no new one. */
  forecast: validationForecast.exactOptional(),
});

export const writingModel = z.object({
  runId: z.string(),
  /** `null` means the best checkpoint by validation loss, else the last. */
  checkpointId: z.string().nullable().default(null),
  weights: weightPrecisionSchema.exactOptional(), // float32 where left out
});

export const writingInput = writingModel.extend({ prompt: z.string().max(100_000) });

export const generateInput = writingInput.extend({
  length: z.int().min(1).max(100_000),
  sampling: samplingSpecSchema,
  /** Counterfactuals under which the model reads and writes. */
  clamps: z.array(clampSchema).max(100).default([]),
});

export const generationUpdate = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('tokens'),
    tokens: z.array(
      z.object({
        id: z.int(),
        text: z.string(),
        probability: z.number(),
        alternatives: z.array(
          z.object({
            id: z.int(),
            text: z.string(),
            probability: z.number(),
            /** `true` where the document would have ended instead of going on with a token. */
            endsDocument: z.boolean().optional(),
          }),
        ),
      }),
    ),
  }),
  z.object({
    type: z.literal('end'),
    /** `document` means that the network has ended the document by itself. */
    end: z.enum(['length', 'stop-string', 'document', 'cancelled']),
    tokensPerSecond: z.number(),
    checkpointId: z.string(),
    /** Pieces of the prompt that the vocabulary does not have. */
    unknown: z.array(z.string()),
  }),
]);

export type SystemInfo = z.infer<typeof systemInfo>;
export type EngineName = z.infer<typeof engineName>;
export type SilentEngine = z.infer<typeof silentEngine>;
export type EngineMemory = z.infer<typeof engineMemory>;
export type DatasetRecord = z.infer<typeof dataset>;
export type ImportUpdate = z.infer<typeof importUpdate>;
export type SampleTextRecord = z.infer<typeof sampleText>;
export type RunRecord = z.infer<typeof run>;
export type RunParent = z.infer<typeof runParent>;
export type RunEventRecord = z.infer<typeof runEvent>;
export type RunEventKind = (typeof runEventKinds)[number];
export type BranchRun = z.infer<typeof branchRun>;
export type DescribeRun = z.infer<typeof describeRun>;
export type RunListUpdate = z.infer<typeof runListUpdate>;
export type InitialSignalsInput = z.infer<typeof initialSignalsInput>;
export type RunEstimate = z.infer<typeof runEstimate>;
export type RunState = (typeof runStates)[number];
export type StartRun = z.infer<typeof startRun>;
export type CheckpointRecord = z.infer<typeof checkpoint>;
export type RunUpdate = z.infer<typeof runUpdate>;
export type WritingModelInput = z.infer<typeof writingModel>;
export type GenerateInput = z.infer<typeof generateInput>;
export type GenerationUpdate = z.infer<typeof generationUpdate>;
