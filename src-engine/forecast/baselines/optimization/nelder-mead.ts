export interface NelderMeadOptions {
  /** The search ends where the worst and best corners differ by less than this share of the value at the beginning. */
  tolerance: number;
  /** Evaluations at most. */
  evaluations: number;
}

interface Corner {
  point: Float64Array;
  value: number;
}

/** Stands in for values that are not finite, so that any point at which there is a value is better. */
const NO_VALUE = 1e35;

/**
 * Returns the best point that the simplex search of Nelder & Mead (1965) finds from `begin`, with reflection 1, contraction ½ and
 * expansion 2. The first simplex has edges of a tenth of the largest coordinate. Infinity marks points that are not allowed.
 */
export function nelderMead(
  objective: (point: Float64Array) => number,
  begin: Float64Array,
  { tolerance, evaluations }: NelderMeadOptions,
): Corner {
  const search = createSearch(objective);
  const first = search.at(begin);
  if (begin.length === 0) return first;
  const convergence = tolerance * (Math.abs(first.value) + tolerance);
  const corners = firstSimplex(search, first);
  // The first corner is taken as the best at the beginning, and the first of equals later.
  let best = 0;
  let size = sizeOf(corners, 0);
  for (;;) {
    const worst = extremes(corners, best);
    best = worst.best;
    if (corners[worst.worst].value <= corners[best].value + convergence) break;
    const shrinks = replaceWorst(search, corners, worst);
    if (shrinks) {
      const smaller = shrink(search, corners, best);
      if (smaller >= size) break;
      size = smaller;
    }
    if (search.count() > evaluations) break;
  }
  return corners.reduce((least, corner) => (corner.value < least.value ? corner : least));
}

interface Search {
  at(point: Float64Array): Corner;
  count(): number;
}

function createSearch(objective: (point: Float64Array) => number): Search {
  let count = 0;
  return {
    at(point) {
      count++;
      const value = objective(point);
      return { point, value: Number.isFinite(value) ? value : NO_VALUE };
    },
    count: () => count,
  };
}

function firstSimplex(search: Search, first: Corner): Corner[] {
  const largest = first.point.reduce((most, coordinate) => Math.max(most, 0.1 * Math.abs(coordinate)), 0);
  const edge = largest === 0 ? 0.1 : largest;
  const others = Array.from(first.point, (coordinate, n) => {
    const point = first.point.slice();
    // An edge that is too short for the coordinate's precision is made longer.
    for (let step = edge; point[n] === coordinate; step *= 10) point[n] = coordinate + step;
    return search.at(point);
  });
  return [first, ...others];
}

function extremes(corners: readonly Corner[], before: number): { best: number; worst: number } {
  let best = before;
  let worst = before;
  corners.forEach(({ value }, n) => {
    if (value < corners[best].value) best = n;
    if (value > corners[worst].value) worst = n;
  });
  return { best, worst };
}

/** Returns whether nothing better than the worst corner was found, so that the simplex is to shrink. */
function replaceWorst(search: Search, corners: Corner[], { best, worst }: { best: number; worst: number }): boolean {
  const centre = centreWithout(corners, worst);
  const reflected = search.at(between(corners[worst].point, centre, 2));
  if (reflected.value < corners[best].value) {
    const expanded = search.at(between(centre, reflected.point, 2));
    corners[worst] = expanded.value < reflected.value ? expanded : reflected;
    return false;
  }
  const isBetter = reflected.value < corners[worst].value;
  if (isBetter) corners[worst] = reflected;
  const contracted = search.at(between(corners[worst].point, centre, 0.5));
  if (contracted.value < corners[worst].value) {
    corners[worst] = contracted;
    return false;
  }
  return !isBetter;
}

/** Returns from + share · (to − from). */
function between(from: Float64Array, to: Float64Array, share: number): Float64Array {
  return from.map((coordinate, n) => (1 - share) * coordinate + share * to[n]);
}

function centreWithout(corners: readonly Corner[], left: number): Float64Array {
  const size = corners.length - 1;
  return corners[0].point.map((_, n) => {
    let sum = 0;
    for (let corner = 0; corner <= size; corner++) if (corner !== left) sum += corners[corner].point[n];
    return sum / size;
  });
}

/** Moves all corners half the way to the best; returns the size that the simplex has then. */
function shrink(search: Search, corners: Corner[], best: number): number {
  const centre = corners[best].point;
  corners.forEach(({ point }, n) => {
    if (n !== best) corners[n] = search.at(between(point, centre, 0.5));
  });
  return sizeOf(corners, best);
}

/** Returns the sum of the corners' distances from the best, each the sum over its coordinates. */
function sizeOf(corners: readonly Corner[], best: number): number {
  let size = 0;
  for (const { point } of corners) {
    for (let axis = 0; axis < point.length; axis++) size += Math.abs(point[axis] - corners[best].point[axis]);
  }
  return size;
}
