import { z } from 'zod';
import { modelSpecSchema, tokenizerSpecSchema, trainSpecSchema } from '../spec-schemas.ts';
import { fixVerdict } from './fix-verdict.ts';

/**
 * The settings of a new run that differ from those of the run that it is to replace, see `startRun`. No field has a
 * default, which would be a change.
 */
const runChangesOfFix = z.object({
  tokenizer: tokenizerSpecSchema.optional(),
  model: modelSpecSchema.optional(),
  train: trainSpecSchema.partial().optional(),
  balanceClasses: z.boolean().optional(),
  horizon: z.int().min(1).max(10_000).optional(),
  window: z.int().min(1).max(65_536).optional(),
});

/** A change of a training that can be tried: other settings from a checkpoint on, or from the beginning. */
const triedFix = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('branch'), checkpointId: z.string(), train: trainSpecSchema.partial() }),
  z.object({ kind: z.literal('new-run'), changes: runChangesOfFix }),
]);

/** The number of pairs of short trainings behind a verdict, unless another number is asked for. */
const usualPairs = 5;

export const tryFix = z.object({
  /** The run that the fix is for. */
  runId: z.string(),
  /** The rule that found the fault; null means that a person has thought of the change. */
  rule: z.string().min(1).max(100).nullable().default(null),
  fix: triedFix,
  /** `night` means that the trainings begin with the next night of the settings. */
  when: z.enum(['now', 'night']).default('now'),
  pairs: z.int().min(2).max(20).default(usualPairs),
  /**
   * The number of optimizer steps of each training, counted from where it begins; when left out, it is about a minute's
   * worth of steps, and at most the run's.
   */
  steps: z.int().min(1).optional(),
});

/** One training of a pair. */
const side = z.object({
  runId: z.string().nullable(),
  /** The validation loss of its judged network; null while there is none. */
  loss: z.number().nullable(),
  /** The number of optimizer steps that it has trained; null where the training was deleted. */
  steps: z.int().nullable(),
});

/** A fix that is being tried, or was tried. */
export const fixTrial = z.object({
  id: z.string(),
  runId: z.string(),
  rule: z.string().nullable(),
  fix: triedFix,
  createdAt: z.int(),
  /** The number of optimizer steps of each training. */
  steps: z.int(),
  /**
   * The network of each training that is judged: the one of its best epoch, or for fixes that change early stopping the
   * one that is kept when the training ends.
   */
  judged: z.enum(['best', 'kept']),
  /** The trainings without and with the fix, seed by seed. */
  pairs: z.array(z.object({ seed: z.int(), before: side, after: side })),
  /** The number of trainings that are still to begin or to end. */
  open: z.int(),
  /** The verdict; null means that the trial is not over, or that too many of its trainings were stopped or deleted. */
  verdict: fixVerdict.nullable(),
});

export type TriedFix = z.infer<typeof triedFix>;
export type TryFix = z.infer<typeof tryFix>;
export type FixTrial = z.infer<typeof fixTrial>;
