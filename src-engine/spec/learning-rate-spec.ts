/** The terms of a search for a learning rate: a short training whose rate grows at every step, after Smith 2017, section 3.3. */

/** One step of the search. */
export interface RatePoint {
  learningRate: number;
  /** The loss of the step's batches before it; null means that it is no number. */
  loss: number | null;
  /** The mean of the losses so far, of which the last ones count most; null means that one of them is no number. */
  smoothedLoss: number | null;
  /** The place on the loss at which the step ended, see StepParabola; null means that it is not known. */
  alpha: number | null;
}

/**
 * The reason for a pick: the lower one of the bounds by the fall and by the rise of the loss or, where steps go too far
 * at a lower rate already, the middle between that rate and the bound.
 */
export const rateReasons = ['steepest-fall', 'below-divergence', 'overshoot'] as const;

type RateReason = (typeof rateReasons)[number];

/** The rate that a search suggests. */
export interface RatePick {
  learningRate: number;
  reason: RateReason;
  /**
   * The rate in the middle of the fall, at which half of it is over; null means that the loss fell by no more than
   * noise.
   */
  steepestAt: number | null;
  /** The rate at which the loss no longer fell but rose; null means that the search has found none. */
  divergesAt: number | null;
  /**
   * The rate from which on steps end beyond the minimum of the loss along their way; null means that the search has
   * found none.
   */
  overshootsAt: number | null;
}

/** The end of a search. */
export interface RateSearch {
  /** `null` means that the loss neither fell nor rose at any rate, and that no step went too far. */
  pick: RatePick | null;
  /** The rate that the training has now, for its first steps. */
  present: number;
}
