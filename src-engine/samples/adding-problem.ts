import { createStream, type RandomStream } from '../random/stream.ts';
import type { NumericSequence } from '../training/numeric-sequences.ts';

/** Features a step: a number and its marker. */
const ADDING_FEATURES = 2;

/**
 * The adding problem of Hochreiter & Schmidhuber 1997, section 5.4. A sequence has `minimumLength` to 1.1·minimumLength pairs
 * (x, marker), x uniform in [−1, 1). Two pairs are marked 1: one of the first ten, then one of the first minimumLength/2 − 1 that are
 * still unmarked. The first and the last pair are marked −1, all others 0; a first pair that was marked 1 has x = 0. The target is
 * 0.5 + (x₁ + x₂)/4, the marked numbers' sum brought into [0, 1]. `minimumLength` is at least 20.
 */
export function createAddingProblem(count: number, minimumLength: number, seed: number): NumericSequence[] {
  const random = createStream(seed, 'adding-problem', minimumLength);
  return Array.from({ length: count }, () => drawSeries(minimumLength, random));
}

function drawSeries(minimumLength: number, random: RandomStream): NumericSequence {
  const length = minimumLength + random.below(Math.floor(minimumLength / 10) + 1);
  const features = new Float32Array(length * ADDING_FEATURES);
  for (let t = 0; t < length; t++) features[t * ADDING_FEATURES] = 2 * random.uniform() - 1;
  features[1] = -1;
  features[(length - 1) * ADDING_FEATURES + 1] = -1;

  const first = random.below(10);
  const unmarked = random.below(Math.floor(minimumLength / 2) - 1);
  const second = unmarked < first ? unmarked : unmarked + 1;
  if (first === 0 || second === 0) features[0] = 0;
  features[first * ADDING_FEATURES + 1] = 1;
  features[second * ADDING_FEATURES + 1] = 1;
  const sum = features[first * ADDING_FEATURES] + features[second * ADDING_FEATURES];
  return { features, targets: Float32Array.of(0.5 + sum / 4) };
}
