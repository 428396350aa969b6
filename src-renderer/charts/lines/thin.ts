export interface Point {
  x: number;
  y: number;
}

/**
 * At most about 2 × `buckets` of the points with xMin ≤ x ≤ xMax, for drawing: of each of `buckets` equal parts of the range its
 * smallest and largest y, in their order, and the very first and last point. No peak is lost. Points that are not finite are
 * left out. x must ascend.
 */
export function thinMinMax(
  x: Float64Array,
  y: Float64Array,
  range: { xMin: number; xMax: number; buckets: number },
): Point[] {
  const { xMin, xMax, buckets } = range;
  const from = lowerBound(x, xMin);
  let to = lowerBound(x, xMax);
  while (to < x.length && x[to] === xMax) to++;
  const points: Point[] = [];
  const push = (index: number) => points.push({ x: x[index], y: y[index] });
  if (to - from <= 2 * buckets) {
    for (let i = from; i < to; i++) if (Number.isFinite(y[i])) push(i);
    return points;
  }
  const perBucket = (xMax - xMin) / buckets;
  let bucket = -1;
  let lowest = -1;
  let highest = -1;
  let first = -1;
  let last = -1;
  const flush = () => {
    if (lowest < 0) return;
    push(Math.min(lowest, highest));
    if (lowest !== highest) push(Math.max(lowest, highest));
  };
  for (let i = from; i < to; i++) {
    if (!Number.isFinite(y[i])) continue;
    if (first < 0) {
      first = i;
      push(i);
    }
    last = i;
    const own = Math.floor((x[i] - xMin) / perBucket);
    if (own !== bucket) {
      flush();
      bucket = own;
      lowest = highest = i;
    } else {
      if (y[i] < y[lowest]) lowest = i;
      if (y[i] > y[highest]) highest = i;
    }
  }
  flush();
  if (last >= 0) push(last);
  return points.filter(
    (point, index) => index === 0 || point.x !== points[index - 1].x || point.y !== points[index - 1].y,
  );
}

/** Index of the first x that is not below `value`; x must ascend. */
export function lowerBound(x: Float64Array, value: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (x[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the x nearest to `value`; −1 where there is none. */
export function nearestIndex(x: Float64Array, value: number): number {
  if (x.length === 0) return -1;
  const after = lowerBound(x, value);
  if (after === 0) return 0;
  if (after === x.length) return x.length - 1;
  return x[after] - value < value - x[after - 1] ? after : after - 1;
}
