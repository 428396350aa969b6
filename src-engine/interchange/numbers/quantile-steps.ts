import type { ForecastHead } from '../../spec/forecast-spec.ts';
import type { ForecastPreparation } from '../../spec/preparation-spec.ts';
import type { ForecastRows } from './forecast-rows.ts';
import type { GraphBuilder, GraphValue } from './number-graph.ts';

interface Told {
  preparation: ForecastPreparation;
  head: ForecastHead;
  rows: ForecastRows;
  /** What the network said, (B, horizon, targets, outputs). */
  told: GraphValue;
  /** (B, horizon, targets, 1), or null for 0. */
  base: GraphValue | null;
}

/** Adds the way from what a network says to quantiles (B, horizon, targets, levels) in the columns' own units. */
export function addQuantiles(graph: GraphBuilder, given: Told): { quantiles: GraphValue; levels: number[] } {
  const { preparation, head, rows, told, base } = given;
  const { horizon, targets, residuals } = preparation;
  const { values, levels } = addLevels(graph, told, head);
  const units = graph.constant(residuals.flat(), [horizon, targets.length, 1]);
  const leftOver = graph.binary('multiply', values, units);
  const scaled = base === null ? leftOver : graph.binary('add', leftOver, base);
  const corrected = addCalibration(graph, preparation, scaled, levels);
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
  return { quantiles: graph.sort(graph.concat(parts, 1)), levels };
}

function addLevels(
  graph: GraphBuilder,
  told: GraphValue,
  head: ForecastHead,
): { values: GraphValue; levels: number[] } {
  switch (head.type) {
    case 'quantiles':
      return { values: told, levels: head.levels };
    case 'value':
      return { values: told, levels: [0.5] };
    case 'gaussian': {
      const mean = graph.slice(told, 2, 0, 1);
      const deviation = graph.softplus(graph.slice(told, 2, 1, 2));
      const places = graph.constant([-1, 0, 1].map((side) => side * 1.2815515655446004));
      return {
        values: graph.binary('add', graph.binary('multiply', deviation, places), mean),
        levels: [0.1, 0.5, 0.9],
      };
    }
  }
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
