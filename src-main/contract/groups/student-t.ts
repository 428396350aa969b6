import { incompleteBeta } from './incomplete-beta.ts';

/** Returns the probability that Student's t with these degrees of freedom, whole or not, lies farther from 0 than `t`. */
export function studentTails(t: number, degreesOfFreedom: number): number {
  return incompleteBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5);
}

/**
 * Returns the t for which Student's t lies between −t and t with this probability, such as 2.776 for 0.95 and 4 degrees
 * of freedom.
 */
export function studentQuantile(within: number, degreesOfFreedom: number): number {
  const tails = 1 - within;
  let high = 1;
  while (studentTails(high, degreesOfFreedom) > tails) high *= 2;
  let low = 0;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (studentTails(middle, degreesOfFreedom) > tails) low = middle;
    else high = middle;
  }
}

/** Returns the probability that Fisher's F, the ratio of two variances of equal expectation, is larger than `ratio`. */
export function fisherTail(ratio: number, above: number, below: number): number {
  return incompleteBeta(below / (below + above * ratio), below / 2, above / 2);
}
