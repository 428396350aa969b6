import { headLevels, headSize } from '../../forecast/decode-head.ts';
import type { ForecastHead } from '../../spec/forecast-spec.ts';
import type { ForecastPreparation } from '../../spec/preparation-spec.ts';
import { affineMaps, rescaled, type AffineMap } from './affine-map.ts';
import { trainingForecastGraph } from './forecast-graph.ts';
import { forecastNames } from './forecast-names.ts';
import { GraphBuilder } from './number-graph.ts';
import { addScaledQuantiles } from './quantile-steps.ts';

/** A forecaster's way from rows to forecasts where all of it is linear. */
export interface LinearForecast {
  /** By column: what is taken off the values first, so that float32 keeps all digits of how they differ. */
  centre: number[];
  /** From the centred values, (history · columns), to what the network reads, (steps · inputs). */
  read: AffineMap;
  /** From the centred values to what the base method forecasts, (horizon · targets), in the columns' own units. */
  base: AffineMap;
  /** By level, from what the network says to what it adds to the base method, (horizon · targets), in the same units. */
  leftOver: AffineMap[];
  levels: number[];
}

/** Resolves with a forecaster's way, which has to be linear: `tableForm` tells whether it is. */
export async function linearForecast(preparation: ForecastPreparation, head: ForecastHead): Promise<LinearForecast> {
  const { columns, history, horizon, targets, series } = preparation;
  const [{ scales }] = series;
  const centre = scales.map(({ mean }) => Math.fround(mean));
  const scaleOf = (place: number) => scales[targets[place % targets.length]];
  const every = <T>(row: readonly T[], count: number) => Array.from({ length: count }, () => row).flat();
  const { read, base } = await affineMaps(trainingForecastGraph(preparation), {
    input: forecastNames.values,
    shape: [history, columns.length],
    centre: every(centre, history),
    step: every(
      scales.map(({ deviation }) => deviation),
      history,
    ),
  });
  const told = horizon * targets.length * headSize(head);
  const levels = headLevels(head);
  const maps = await affineMaps(leftOverGraph(preparation, head), {
    input: 'told',
    shape: [told],
    centre: every([0], told),
    step: every([1], told),
  });
  return {
    centre,
    read,
    base: rescaled(
      base,
      (place) => scaleOf(place).deviation,
      (place) => scaleOf(place).mean,
    ),
    leftOver: levels.map((level) =>
      rescaled(
        maps[String(level)],
        (place) => scaleOf(place).deviation,
        () => 0,
      ),
    ),
    levels,
  };
}

/** Reads what a network says, `told` (B, horizon · targets · outputs), as quantiles without the base method, one output for each level. */
function leftOverGraph(preparation: ForecastPreparation, head: ForecastHead) {
  const { horizon, targets } = preparation;
  const graph = new GraphBuilder();
  const size = horizon * targets.length * headSize(head);
  const said = graph.input({ name: 'told', type: 'float64', shape: [size], description: 'What the network says.' });
  const told = graph.reshape(said, [horizon, targets.length, headSize(head)]);
  const quantiles = addScaledQuantiles(graph, { preparation, head, told, base: null });
  headLevels(head).forEach((level, place) => {
    graph.output(String(level), graph.slice(quantiles, 2, place, place + 1), `The quantile ${level}.`);
  });
  return graph.build();
}
