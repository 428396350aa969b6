import { z } from 'zod';
import { divergenceCauses } from '../../../src-engine/spec/divergence-spec.ts';

/**
 * The epoch at the end. It is the unfinished epoch where a training ends in the middle of one, hence 1 for a training
 * that is shorter than one epoch.
 */
const epoch = z.int();
const step = z.int();

/** How a training ended, with the reason. */
export const outcome = z.discriminatedUnion('kind', [
  /** All epochs and steps that were planned are done. */
  z.object({ kind: z.literal('finished'), epoch, step }),
  /** The validation loss had not improved for `patience` epochs. */
  z.object({
    kind: z.literal('stopped-early'),
    epoch,
    step,
    /** The epoch with the best validation loss. */
    best: epoch.nullable(),
    patience: z.int(),
    /** The parameters of the best epoch were put back. */
    restored: z.boolean(),
  }),
  /** The person ended the training, or its sweep did at a rung, counted from 0, from where it can go on. */
  z.object({ kind: z.literal('stopped'), epoch, step, atRung: z.int().exactOptional() }),
  z.object({
    kind: z.literal('diverged'),
    /** The step at which it ended, and the first of the high losses that it ended with. */
    step,
    since: step,
    epoch,
    /** The figure that showed it; null in runs that an older studio trained. */
    reason: z.enum(divergenceCauses).nullable(),
    /** The loss that was too high; null where it was no finite number, or is not known. */
    loss: z.number().nullable(),
    /** The loss that may be reached; null where it is not known. */
    limit: z.number().nullable(),
  }),
  /** The reason is the run's `error`. */
  z.object({ kind: z.literal('failed'), epoch, step }),
  z.object({ kind: z.literal('interrupted'), epoch, step }),
]);

/** The advice about a training that is over, from what was measured of it. */
export const verdict = z.discriminatedUnion('kind', [
  /** The loss was still falling: so many more epochs are worth a try. */
  z.object({ kind: z.literal('still-falling'), moreEpochs: z.int() }),
  /**
   * The validation loss, or the training loss where nothing is held back, has not become better since this epoch. `learnsByHeart`: the
   * training loss went on falling.
   */
  z.object({ kind: z.literal('no-better-since'), epoch, learnsByHeart: z.boolean() }),
  /** No epoch was better than taking everything for equally likely. */
  z.object({ kind: z.literal('learnt-nothing') }),
  /** An epoch makes it better by less than a person sees. */
  z.object({ kind: z.literal('levelled-off') }),
]);

/** Runs whose curves are asked for at once. */
export const longestCurveList = 200;

export const lossCurvesInput = z.object({ runIds: z.array(z.string()).max(longestCurveList) });

/** The course of each training in at most forty losses; empty where there are none. */
export const lossCurves = z.array(z.object({ runId: z.string(), losses: z.array(z.number()) }));

export type RunOutcome = z.infer<typeof outcome>;
export type RunVerdict = z.infer<typeof verdict>;
