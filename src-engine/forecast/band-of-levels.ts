/** The places of the levels between which a band lies, and the share of values that it is made to hold. */
export interface LevelBand {
  low: number;
  high: number;
  share: number;
}

/** The band of 80 % where there are such levels, else the widest; null where there is one level alone. */
export function bandOfLevels(levels: readonly number[]): LevelBand | null {
  if (levels.length < 2) return null;
  const [tenth, ninetieth] = [levels.indexOf(0.1), levels.indexOf(0.9)];
  const [low, high] = tenth >= 0 && ninetieth >= 0 ? [tenth, ninetieth] : [0, levels.length - 1];
  return { low, high, share: Number((levels[high] - levels[low]).toFixed(6)) };
}
