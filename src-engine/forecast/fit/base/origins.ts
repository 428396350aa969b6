/** A place in a series from where rows are forecast. */
export interface Origin {
  values: Float64Array;
  /** The place of the series. */
  part: number;
  /** The first row that is forecast. */
  row: number;
  /** The row before which values are known. */
  end: number;
}

export interface OriginRange {
  /** Origins have this many rows before them. */
  window: number;
  /** At most so many, spread evenly. */
  most: number;
  /** The first and last row of a part that an origin may be, the second one excluded. */
  range: (part: Float64Array, place: number) => { first: number; last: number };
}

/** Origins in series, spread evenly over all of them. Values are known up to the end of each series. */
export function spreadOrigins(parts: readonly Float64Array[], { window, most, range }: OriginRange): Origin[] {
  const ranges = parts.map((part, place) => {
    const { first, last } = range(part, place);
    const begin = Math.max(first, window);
    return { place, part, begin, count: Math.max(0, Math.min(last, part.length) - begin) };
  });
  const all = ranges.reduce((sum, { count }) => sum + count, 0);
  const wanted = Math.min(most, all);
  const origins: Origin[] = [];
  let before = 0;
  let taken = 0;
  for (const { place: number, part, begin, count } of ranges) {
    for (; taken < wanted; taken++) {
      const place = wanted === 1 ? all - 1 : Math.round((taken * (all - 1)) / (wanted - 1));
      if (place >= before + count) break;
      origins.push({ values: part, part: number, row: begin + place - before, end: part.length });
    }
    before += count;
  }
  return origins;
}
