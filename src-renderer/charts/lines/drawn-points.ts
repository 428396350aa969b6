import type { ChartLine } from './chart-line.ts';
import { thinMinMax, type Point } from './thin.ts';

interface DrawnRange {
  xMin: number;
  xMax: number;
  buckets: number;
}

/** The points of a line that a drawing needs. */
export interface DrawnLine {
  points: Point[];
  /** The lower and the upper edge of the line's band; empty where it has none. */
  low: Point[];
  high: Point[];
  /** Ascending x at which the line is infinite. */
  infinite: number[];
}

/** Thins a line and its band to what the width can show. Where the line breaks stands a point whose y is not a number. */
export function drawnLine(line: ChartLine, range: DrawnRange): DrawnLine {
  const { band, breaks = [], isFilled = false } = line;
  const thin = (y: Float64Array) => thinMinMax(line.x, y, range);
  const points = thin(line.y);
  if (isFilled) return { points, low: points.map(({ x }) => ({ x, y: 0 })), high: points, infinite: [] };
  return {
    points: withBreaks(points, breaks),
    infinite: infiniteIn(line, range),
    low: band === undefined ? [] : thin(band.low),
    high: band === undefined ? [] : thin(band.high),
  };
}

function infiniteIn({ x, y }: ChartLine, { xMin, xMax }: DrawnRange): number[] {
  const found: number[] = [];
  for (let index = y.indexOf(Infinity); index >= 0; index = y.indexOf(Infinity, index + 1))
    if (x[index] >= xMin && x[index] <= xMax) found.push(x[index]);
  return found;
}

function withBreaks(points: Point[], breaks: readonly number[]): Point[] {
  if (breaks.length === 0) return points;
  const broken: Point[] = [];
  let next = 0;
  for (const point of points) {
    let crossed = false;
    while (next < breaks.length && breaks[next] <= point.x) {
      crossed = true;
      next++;
    }
    if (crossed && broken.length > 0) broken.push({ x: point.x, y: Number.NaN });
    broken.push(point);
  }
  return broken;
}
