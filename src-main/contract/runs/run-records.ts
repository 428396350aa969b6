import { z } from 'zod';
import { studioErrorCodes } from '../errors.ts';
import { validationForecast } from '../forecasting/forecast-records.ts';
import { runGroup } from '../groups/group-records.ts';
import { modelSpecSchema, tokenizerSpecSchema, trainSpecSchema } from '../spec-schemas.ts';
import { sweepPlace } from '../sweeps/sweep-place.ts';
import { timestamp } from '../timestamp.ts';
import { epochMetrics, stepMetrics } from './metric-records.ts';
import { outcome, verdict } from './outcome-records.ts';
import { scores } from './score-records.ts';

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

export const runName = z.string().min(1).max(255);

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

/** Fields that are left out stay unchanged. */
export const describeRun = z.object({
  runId: z.string(),
  name: runName.optional(),
  tags: runTags.optional(),
  notes: runNotes.optional(),
});

/** The changes since the last message, each run as it is now; the first message has all runs. */
export const runListUpdate = z.object({ changed: z.array(run), deleted: z.array(z.string()) });

/** `steps` and `epochs` are new since the last update; the oldest steps are dropped when a client is slow. */
export const runUpdate = z.object({
  run,
  steps: z.array(stepMetrics),
  epochs: z.array(epochMetrics),
  /** The newest forecast of the validation part that a forecaster in training has told; left out where there is none or no new one. */
  forecast: validationForecast.exactOptional(),
});

export type RunRecord = z.infer<typeof run>;
export type RunParent = z.infer<typeof runParent>;
export type RunEventRecord = z.infer<typeof runEvent>;
export type RunEventKind = (typeof runEventKinds)[number];
export type DescribeRun = z.infer<typeof describeRun>;
export type RunListUpdate = z.infer<typeof runListUpdate>;
export type RunState = (typeof runStates)[number];
export type RunUpdate = z.infer<typeof runUpdate>;
