import { z } from 'zod';
import {
  rateReasons,
  type RatePick,
  type RatePoint,
  type RateSearch,
} from '../../../src-engine/spec/learning-rate-spec.ts';
import { startRun } from '../runs/start-records.ts';
import { trainSpecSchema } from '../spec-schemas.ts';

/** The training for which a learning rate is looked for. */
export const findLearningRateInput = z.discriminatedUnion('of', [
  /** The training that `runs.start` would begin with the same input. */
  z.object({ of: z.literal('new-run'), run: startRun }),
  /** The training that `runs.branch` would begin from this checkpoint with these changes. */
  z.object({ of: z.literal('checkpoint'), checkpointId: z.string(), train: trainSpecSchema.partial().default({}) }),
  /** The training of a run, from its last checkpoint on, or from its beginning where it has none. */
  z.object({ of: z.literal('run'), runId: z.string() }),
]);

const point = z.object({
  learningRate: z.number(),
  /** The loss of one step, before it; null means that it is no number. */
  loss: z.number().nullable(),
  smoothedLoss: z.number().nullable(),
  /**
   * The place on the loss at which the step ended: 0 is the minimum along its way, and −1 the start; null means that it
   * is not known.
   */
  alpha: z.number().nullable(),
}) satisfies z.ZodType<RatePoint>;

const pick = z.object({
  learningRate: z.number(),
  reason: z.enum(rateReasons),
  /** The rate in the middle of the fall; null means that the loss fell by no more than noise. */
  steepestAt: z.number().nullable(),
  /** The rate at which the loss no longer fell but rose; null means that there was none. */
  divergesAt: z.number().nullable(),
  /**
   * The rate from which on steps end beyond the minimum of the loss along their way; null means that there was none.
   */
  overshootsAt: z.number().nullable(),
}) satisfies z.ZodType<RatePick>;

const search = z.object({
  /** `null` means that the loss neither fell nor rose at any rate, and that no step went too far. */
  pick: pick.nullable(),
  /** The rate that the training has now, for its first steps. */
  present: z.number(),
}) satisfies z.ZodType<RateSearch>;

/** The points as they come, in order and each once, and then the result. */
export const learningRateUpdate = z.discriminatedUnion('type', [
  z.object({ type: z.literal('points'), points: z.array(point) }),
  search.extend({ type: z.literal('found') }),
]);

export type FindLearningRate = z.infer<typeof findLearningRateInput>;
/** The input of the search, in which fields with a default may be left out. */
export type FindLearningRateInput = z.input<typeof findLearningRateInput>;
export type LearningRateUpdate = z.infer<typeof learningRateUpdate>;
