/** How strongly a token is tinted: 0 for one that was to be expected, 5 for a great surprise. One level for each factor of about 3. */
export function surpriseOf(probability: number): number {
  const limits = [0.3, 0.1, 0.03, 0.01, 0.003];
  const level = limits.findIndex((limit) => probability >= limit);
  return level < 0 ? limits.length : level;
}

/** How much of the accent colour lies behind a token of each level, in pictures as in the page (see GeneratedText). */
const tints = [0, 0.1, 0.2, 0.32, 0.46, 0.62];
export const tintOf = (level: number): number => tints[level] ?? 0;
