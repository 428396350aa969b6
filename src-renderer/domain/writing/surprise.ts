/** Returns a token's tint: 0 for an expected one, 5 for a great surprise. Each factor of about 3 is one level. */
export function surpriseOf(probability: number): number {
  const limits = [0.3, 0.1, 0.03, 0.01, 0.003];
  const level = limits.findIndex((limit) => probability >= limit);
  return level < 0 ? limits.length : level;
}

/** The share of the colour of surprise behind a token of each level, in pictures as in the page (see GeneratedText). */
const tints = [0, 0.09, 0.17, 0.26, 0.36, 0.46];
export const tintOf = (level: number): number => tints[level] ?? 0;
