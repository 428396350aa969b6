import { GAUSSIAN, headLevels } from '../../forecast/decode-head.ts';
import { SMALLEST_DEVIATION } from '../../losses/gaussian-loss.ts';
import type { ForecastHead } from '../../spec/forecast-spec.ts';
import type { ForecastPreparation } from '../../spec/preparation-spec.ts';
import type { ForecastRows } from './forecast-rows.ts';
import type { GraphBuilder, GraphValue } from './number-graph.ts';

interface Told {
  preparation: ForecastPreparation;
  head: ForecastHead;
  /** The network's outputs, (B, horizon, targets, outputs). */
  told: GraphValue;
  /** (B, horizon, targets, 1), or null for 0. */
  base: GraphValue | null;
}

/** Adds the way from what a network says to quantiles (B, horizon, targets, levels) in the columns' own units. */
export function addQuantiles(
  graph: GraphBuilder,
  { rows, ...given }: Told & { rows: ForecastRows },
): { quantiles: GraphValue; levels: number[] } {
  const { preparation, head } = given;
  const { targets } = preparation;
  const levels = headLevels(head);
  const corrected = addOrder(graph, addScaledQuantiles(graph, given), levels);
  // A scale of the batch has its axes to itself.
  const broad = (part: GraphValue) => (part.shape.length === 0 ? part : graph.reshape(part, [1, 1, 1]));
  const parts = targets.map((column, target) => {
    const { mean, deviation } = rows.scaleOf(column);
    const own = graph.slice(corrected, 1, target, target + 1);
    const restored = graph.binary('add', graph.binary('multiply', own, broad(deviation)), broad(mean));
    const { log } = preparation.columns[column];
    if (log === null) return restored;
    return graph.binary('subtract', graph.unary('exp', restored), graph.number(log.shift));
  });
  return { quantiles: graph.concat(parts, 1), levels };
}

/** Adds the quantiles in u, (B, horizon, targets, levels), as they are corrected by the calibration: they may still cross. */
export function addScaledQuantiles(graph: GraphBuilder, { preparation, head, told, base }: Told): GraphValue {
  const { horizon, targets, residuals } = preparation;
  const units = graph.constant(residuals.flat(), [horizon, targets.length, 1]);
  const leftOver = graph.binary('multiply', addLevels(graph, told, head), units);
  const scaled = base === null ? leftOver : graph.binary('add', leftOver, base);
  return addCalibration(graph, preparation, scaled, headLevels(head));
}

/** (B, horizon, targets, levels): what the head says of each level, in the units of what is left over. */
function addLevels(graph: GraphBuilder, told: GraphValue, head: ForecastHead): GraphValue {
  if (head.type !== 'gaussian') return told;
  const mean = graph.slice(told, 2, 0, 1);
  const deviation = graph.softplus(graph.slice(told, 2, 1, 2));
  const floored = graph.binary('add', deviation, graph.number(SMALLEST_DEVIATION));
  const places = graph.constant(GAUSSIAN.map(({ deviations }) => deviations));
  return graph.binary('add', graph.binary('multiply', floored, places), mean);
}

/** median + factor · (quantile − median) + margin. */
function addCalibration(
  graph: GraphBuilder,
  { calibration, horizon, targets }: ForecastPreparation,
  quantiles: GraphValue,
  levels: readonly number[],
): GraphValue {
  if (calibration === null) return quantiles;
  const middle = levels.indexOf(0.5);
  const median = graph.slice(quantiles, 2, middle, middle + 1);
  const table = (part: 'factor' | 'margin') =>
    graph.constant(
      calibration.flat(2).map((each) => each[part]),
      [horizon, targets.length, levels.length],
    );
  const spread = graph.binary('multiply', graph.binary('subtract', quantiles, median), table('factor'));
  return graph.binary('add', graph.binary('add', spread, median), table('margin'));
}

/** None lies beyond the one that is nearer to the median. */
function addOrder(graph: GraphBuilder, quantiles: GraphValue, levels: readonly number[]): GraphValue {
  if (levels.length === 1) return quantiles;
  const middle = levels.indexOf(0.5);
  const ordered = levels.map((_, n) => graph.slice(quantiles, 2, n, n + 1));
  for (let n = middle - 1; n >= 0; n--) ordered[n] = graph.binary('smallest', ordered[n], ordered[n + 1]);
  for (let n = middle + 1; n < levels.length; n++) ordered[n] = graph.binary('largest', ordered[n], ordered[n - 1]);
  return graph.concat(ordered, 2);
}
