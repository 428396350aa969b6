import { headSize } from '../../forecast/decode-head.ts';
import type { ForecastSpec } from '../../spec/forecast-spec.ts';
import type { ForecastPreparation } from '../../spec/preparation-spec.ts';
import { addBase } from './base-steps.ts';
import { addChannels } from './channel-steps.ts';
import { forecastNames } from './forecast-names.ts';
import { addRows } from './forecast-rows.ts';
import { GraphBuilder, type GraphValue, type NumberGraph } from './number-graph.ts';
import { addQuantiles } from './quantile-steps.ts';

/**
 * Returns what leads from the rows of a table to its forecast: `values` (B, history, columns) and what else is needed to
 * know of them, to `value`, `low` and `high` (B, horizon, targets), in the columns' own units.
 */
export function forecastGraph(preparation: ForecastPreparation, { head }: Pick<ForecastSpec, 'head'>): NumberGraph {
  const graph = new GraphBuilder();
  const rows = addRows(graph, preparation);
  const { horizon, targets } = preparation;
  const outputs = headSize(head);
  const read = graph.network(addChannels(graph, preparation, rows), [horizon * targets.length * outputs]);
  const told = graph.reshape(read, [horizon, targets.length, outputs]);
  const base = addBase(graph, preparation, rows);
  const { quantiles, levels } = addQuantiles(graph, { preparation, head, rows, told, base });
  addOutputs(graph, quantiles, levels);
  return graph.build();
}

/** Returns what a forecaster learns from: what it reads (B, steps, inputs), and what its base method forecasts (B, horizon, targets, 1). */
export function trainingForecastGraph(preparation: ForecastPreparation): NumberGraph {
  const graph = new GraphBuilder();
  const rows = addRows(graph, preparation);
  const { horizon, targets } = preparation;
  const zeros = new Array<number>(horizon * targets.length).fill(0);
  graph.output('read', addChannels(graph, preparation, rows), 'What the network reads.');
  const base = addBase(graph, preparation, rows) ?? graph.constant(zeros, [horizon, targets.length, 1]);
  graph.output('base', base, 'What the base method forecasts.');
  return graph.build();
}

function addOutputs(graph: GraphBuilder, quantiles: GraphValue, levels: readonly number[]): void {
  const [horizon, targets] = quantiles.shape.map(Number);
  const level = (place: number) => graph.reshape(graph.slice(quantiles, 2, place, place + 1), [horizon, targets]);
  const last = levels.length - 1;
  graph.output(
    forecastNames.value,
    level(levels.indexOf(0.5)),
    'The forecast: the median of each row and predicted column.',
  );
  if (last > 0) {
    const share = Math.round((levels[last] - levels[0]) * 100);
    graph.output(forecastNames.low, level(0), `The lower end of the band that is made to hold ${share} % of values.`);
    graph.output(
      forecastNames.high,
      level(last),
      `The upper end of the band that is made to hold ${share} % of values.`,
    );
  }
  graph.output(forecastNames.quantiles, quantiles, `The quantiles ${levels.join(', ')}, in this order.`);
}
