/** The terms of a search for a learning rate: a short training whose rate grows at every step, after Smith 2017, section 3.3. */

/** One step of the search. */
export interface RatePoint {
  learningRate: number;
  /** The loss of the step's batches before it; null where it is no number. */
  loss: number | null;
  /** The mean of the losses so far, of which the last ones count most; null where one of them is no number. */
  smoothedLoss: number | null;
}

/** The bound that decides a pick: the lower one of the two. */
type RateReason = 'steepest-fall' | 'below-divergence';

/** The rate that a search suggests. */
export interface RatePick {
  learningRate: number;
  reason: RateReason;
  /** The rate at which the loss fell most steeply. */
  steepestAt: number;
  /** The rate at which the loss no longer fell but rose; null where the search has found none. */
  divergesAt: number | null;
}

/** The end of a search. */
export interface RateSearch {
  /** `null` means that the loss fell at no rate. */
  pick: RatePick | null;
  /** The rate that the training has now, for its first steps. */
  present: number;
}
