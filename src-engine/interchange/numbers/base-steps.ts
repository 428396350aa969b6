import type { BaseMethod, ForecastPreparation } from '../../spec/preparation-spec.ts';
import { addKnownInput, type ForecastRows } from './forecast-rows.ts';
import type { GraphBuilder, GraphValue } from './number-graph.ts';

/** Adds what the base methods forecast, scaled: (B, horizon, targets, 1); null where that is 0 throughout. */
export function addBase(graph: GraphBuilder, preparation: ForecastPreparation, rows: ForecastRows): GraphValue | null {
  const { bases, horizon, targets } = preparation;
  if (bases.every(isZero)) return null;
  const parts = bases.map((base, target) => addMethod(graph, preparation, rows, base, targets[target]));
  return graph.reshape(graph.concat(parts, 1), [horizon, targets.length, 1]);
}

function isZero({ effects, steps }: BaseMethod): boolean {
  return effects.length === 0 && steps.every(({ lags, bias }) => lags.length === 0 && bias === 0);
}

/** (B, horizon, 1). */
function addMethod(
  graph: GraphBuilder,
  preparation: ForecastPreparation,
  rows: ForecastRows,
  base: BaseMethod,
  column: number,
): GraphValue {
  const { history, horizon } = preparation;
  const past = graph.slice(rows.scaled[column], 0, 0, history);
  const effects = addEffects(graph, preparation, rows, base);
  const left = effects === null ? past : graph.binary('subtract', past, graph.slice(effects, 0, 0, history));
  const weighted = graph.product(graph.reshape(left, [history]), weightsOf(base, history, horizon), [history, horizon]);
  const biased = graph.binary('add', weighted, graph.constant(base.steps.map(({ bias }) => bias)));
  const forecast = graph.reshape(biased, [horizon, 1]);
  return effects === null
    ? forecast
    : graph.binary('add', forecast, graph.slice(effects, 0, history, history + horizon));
}

/** (B, history + horizon, 1): the part of u that known inputs make; null where there are none. */
function addEffects(
  graph: GraphBuilder,
  { time }: ForecastPreparation,
  rows: ForecastRows,
  { effects }: BaseMethod,
): GraphValue | null {
  if (effects.length === 0) return null;
  const parts = effects.map(({ of }) => addKnownInput(graph, rows, of, time?.origin ?? 0));
  const weights = effects.map(({ weight }) => weight);
  return graph.product(graph.concat(parts, 1), weights, [weights.length, 1]);
}

/** (history, horizon), row-major: the last row is the one before the origin. */
function weightsOf({ steps }: BaseMethod, history: number, horizon: number): number[] {
  const matrix = new Array<number>(history * horizon).fill(0);
  steps.forEach(({ lags, weights }, step) => {
    lags.forEach((lag, n) => (matrix[(history - 1 - lag) * horizon + step] += weights[n]));
  });
  return matrix;
}
