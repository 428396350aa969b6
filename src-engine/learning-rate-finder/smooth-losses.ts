/** The share of the previous mean that is left in it by each new loss. */
const KEPT = 0.9;

/** Returns a function that takes losses in turn and returns their exponential mean, corrected for its beginning (Kingma and Ba 2015). */
export function createLossMean(): (loss: number) => number {
  let sum = 0;
  let weight = 0;
  return (loss) => {
    sum = KEPT * sum + (1 - KEPT) * loss;
    weight = KEPT * weight + (1 - KEPT);
    return sum / weight;
  };
}
