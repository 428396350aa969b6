import { logProbabilityOf, probabilityOf, softmaxOf } from '../../sampling/most-likely.ts';
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
    const softmax = softmaxOf(logits);
    for (const logit of logits) {
      const probability = probabilityOf(logit, softmax);
      if (probability > 0) sums.entropy -= probability * logProbabilityOf(logit, softmax);
    }
    sums.topShare += probabilityOf(softmax.max, softmax);
    sums.loss -= logProbabilityOf(logits[targets[n]], softmax);
  });
  const { length } = rows;
  return { entropy: sums.entropy / length, topShare: sums.topShare / length, loss: sums.loss / length };
}

/** Returns the logits over the temperature. */
export const divided = (logits: Logits, temperature: number): Float64Array =>
  Float64Array.from(logits, (logit) => logit / temperature);

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
