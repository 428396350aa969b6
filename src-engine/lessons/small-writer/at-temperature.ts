import { softmaxOf } from '../../sampling/most-likely.ts';
import type { Logits } from './next-characters.ts';

interface Means {
  entropy: number;
  topShare: number;
  loss: number;
}

/**
 * Returns means over the rows, each with its logits divided by the temperature: the entropy and the loss in nats, and the probability of
 * the likeliest token.
 */
export function meansAt(temperature: number, rows: readonly Logits[], targets: Int32Array): Means {
  const sums = { entropy: 0, topShare: 0, loss: 0 };
  rows.forEach((row, n) => {
    const logits = divided(row, temperature);
    const { max, sum } = softmaxOf(logits);
    const logSum = Math.log(sum);
    for (const logit of logits) {
      const probability = Math.exp(logit - max) / sum;
      if (probability > 0) sums.entropy -= probability * (logit - max - logSum);
    }
    sums.topShare += 1 / sum;
    sums.loss -= logits[targets[n]] - max - logSum;
  });
  const { length } = rows;
  return { entropy: sums.entropy / length, topShare: sums.topShare / length, loss: sums.loss / length };
}

/** Returns the logits over the temperature. */
export function divided(logits: Logits, temperature: number): Float64Array {
  const quotients = new Float64Array(logits);
  for (let id = 0; id < quotients.length; id++) quotients[id] /= temperature;
  return quotients;
}

/** A search between 0.5 and 2 to a hundredth takes so many rounds. */
export const SEARCH_ROUNDS = 13;

/** Searches the temperature at which the network predicts the text best, to a hundredth between 0.5 and 2. Pauses after each round. */
export function* searchBestTemperature(
  rows: readonly Logits[],
  targets: Int32Array,
): Generator<undefined, number, undefined> {
  let [low, high] = [0.5, 2];
  for (let round = 0; round < SEARCH_ROUNDS; round++) {
    const third = (high - low) / 3;
    const [left, right] = [low + third, high - third].map((each) => meansAt(each, rows, targets).loss);
    if (left < right) high -= third;
    else low += third;
    yield;
  }
  return (low + high) / 2;
}
