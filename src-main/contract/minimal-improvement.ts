/** Half of the last digit that losses are shown with. */
const smallestShown = 0.0005;
/** The least improvement, in nats, that early stopping asks for in new runs. */
export const usualMinDelta = smallestShown;
/** The smallest share of a loss that counts, for mean squared errors, which may be far below 1. */
const smallestShare = 0.01;

/**
 * Returns how far a validation loss has to fall below another one to be told as better, in the unit of the loss. An improvement that
 * does not show in three decimals is none to a person.
 */
export function minimalImprovement(loss: number): number {
  return Math.min(smallestShown, smallestShare * Math.abs(loss));
}
