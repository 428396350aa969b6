import { solveLinear } from './solve-linear.ts';
import { dot, subtract } from '../vectors.ts';

/** Steps of a search at most, and the relative decrease below which it ends. */
const ITERATIONS = 100;
const TOLERANCE = 1e-8;
/** A step that is lost in the precision of a coordinate plus this is none. */
const OFFSET = 10;
const STEP_FACTOR = 0.2;
const SUFFICIENT_DECREASE = 1e-4;
/** Half of the distance over which a slope is measured. */
const SLOPE_STEP = 1e-3;

export interface Minimum {
  point: Float64Array;
  value: number;
}

type Objective = (point: Float64Array) => number;

/**
 * Returns the minimum near `begin` by the variable metric method of Broyden, Fletcher, Goldfarb & Shanno with backtracking (Nash 1990,
 * algorithm 21), slopes by central differences. Infinity marks points that are not allowed; null means that there is no value at `begin`, or
 * no slope at a point on the way.
 */
export function minimizeSmooth(objective: Objective, begin: Float64Array): Minimum | null {
  let current: Minimum = { point: begin, value: objective(begin) };
  if (!Number.isFinite(current.value)) return null;
  let slope = slopeOf(objective, begin);
  let metric = identity(begin.length);
  /** Updates of the metric. After two for each coordinate it begins anew, and it must be new for the search to end. */
  let updates = 0;
  for (let iteration = 1; iteration < ITERATIONS;) {
    if (!slope.every(Number.isFinite)) return null;
    const step = stepAlong(objective, current, metric, slope);
    const isProgress = step !== null && isLess(step.value, current.value);
    if (step !== null) current = step;
    if (isProgress) {
      const next = slopeOf(objective, current.point);
      const isUpdated = updateMetric(metric, step.move, subtract(next, slope));
      slope = next;
      iteration++;
      updates = isUpdated && updates < 2 * begin.length ? updates + 1 : 0;
    } else if (updates === 0) {
      break;
    } else {
      updates = 0;
    }
    if (updates === 0) metric = identity(begin.length);
  }
  return current;
}

function isLess(value: number, than: number): boolean {
  return Math.abs(value - than) > TOLERANCE * (Math.abs(than) + TOLERANCE);
}

function stepAlong(
  objective: Objective,
  { point, value }: Minimum,
  metric: readonly Float64Array[],
  slope: Float64Array,
): (Minimum & { move: Float64Array }) | null {
  const direction = Float64Array.from(metric, (row) => -dot(row, slope));
  const descent = dot(direction, slope);
  if (!(descent < 0)) return null;
  for (let length = 1; ; length *= STEP_FACTOR) {
    const move = direction.map((coordinate) => length * coordinate);
    if (move.every((coordinate, n) => OFFSET + point[n] === OFFSET + (point[n] + coordinate))) return null;
    const moved = point.map((coordinate, n) => coordinate + move[n]);
    const reached = objective(moved);
    const isEnough = reached <= value + SUFFICIENT_DECREASE * length * descent;
    if (Number.isFinite(reached) && isEnough) return { point: moved, value: reached, move };
  }
}

/** Returns false where the curvature along the move is not positive, so that the metric cannot be updated. */
function updateMetric(metric: readonly Float64Array[], move: Float64Array, change: Float64Array): boolean {
  const curvature = dot(move, change);
  if (!(curvature > 0)) return false;
  const image = Float64Array.from(metric, (row) => dot(row, change));
  const factor = 1 + dot(image, change) / curvature;
  metric.forEach((row, n) => {
    for (let k = 0; k < row.length; k++) {
      row[k] += (factor * move[n] * move[k] - move[n] * image[k] - image[n] * move[k]) / curvature;
    }
  });
  return true;
}

/**
 * Tells whether the objective is curved upwards along every coordinate near a minimum, the others moving along: whether the inverse of its
 * matrix of second derivatives has a positive diagonal, so that each coordinate has a standard error.
 */
export function isCertain(objective: Objective, point: Float64Array): boolean {
  const rows = Array.from(point, (coordinate, n) => {
    const moved = point.slice();
    moved[n] = coordinate + SLOPE_STEP;
    const above = slopeOf(objective, moved);
    moved[n] = coordinate - SLOPE_STEP;
    return subtract(above, slopeOf(objective, moved));
  });
  return rows.every((_, n) => {
    const equations = rows.map((row, k) =>
      Float64Array.from([...row.map((value, other) => (value + rows[other][k]) / 2), k === n ? 1 : 0]),
    );
    return (solveLinear(equations)?.[n] ?? NaN) > 0;
  });
}

function slopeOf(objective: Objective, point: Float64Array): Float64Array {
  return point.map((coordinate, n) => {
    const moved = point.slice();
    moved[n] = coordinate + SLOPE_STEP;
    const above = objective(moved);
    moved[n] = coordinate - SLOPE_STEP;
    return (above - objective(moved)) / (2 * SLOPE_STEP);
  });
}

function identity(size: number): Float64Array[] {
  return Array.from({ length: size }, (_, n) => Float64Array.from({ length: size }, (__, k) => (n === k ? 1 : 0)));
}
