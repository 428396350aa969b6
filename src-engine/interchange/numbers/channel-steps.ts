import type { ForecastPreparation, InputChannel } from '../../spec/preparation-spec.ts';
import { addKnownInput, type ForecastRows } from './forecast-rows.ts';
import { addIndicator } from './indicator.ts';
import type { GraphBuilder, GraphValue } from './number-graph.ts';

/** Adds the numbers that the network reads, (B, window, inputs), or (B, window + horizon, inputs). */
export function addChannels(graph: GraphBuilder, preparation: ForecastPreparation, rows: ForecastRows): GraphValue {
  return graph.concat(
    preparation.inputs.map((channel) => addChannel(graph, preparation, rows, channel)),
    1,
  );
}

function addChannel(
  graph: GraphBuilder,
  preparation: ForecastPreparation,
  rows: ForecastRows,
  channel: InputChannel,
): GraphValue {
  const { window, history, time } = preparation;
  const ahead = preparation.readsHorizon ? preparation.horizon : 0;
  const first = history - window;
  switch (channel.kind) {
    case 'value': {
      const known = Math.min(channel.lag, ahead);
      const value = addValue(graph, rows.scaled[channel.column], channel, { first, count: window + known, history });
      return addZeros(graph, value, ahead - known);
    }
    case 'category': {
      const past = graph.slice(rows.raw[channel.column], 0, first, history);
      return addZeros(graph, addIndicator(graph, past, channel.category), ahead);
    }
    case 'ahead': {
      const flags = Array.from({ length: window + ahead }, (_, row) => (row < window ? 0 : 1));
      const zero = addZero(graph, graph.slice(rows.raw[0], 0, history - 1, history));
      return graph.binary('add', zero, graph.constant(flags, [flags.length, 1]));
    }
    default: {
      const whole = addKnownInput(graph, rows, channel, time?.origin ?? 0);
      return graph.slice(whole, 0, first, history + ahead);
    }
  }
}

/** The rows of a column from `first − lag` on, less what they are compared with. */
function addValue(
  graph: GraphBuilder,
  scaled: GraphValue,
  { lag, minus, gain }: Extract<InputChannel, { kind: 'value' }>,
  { first, count, history }: { first: number; count: number; history: number },
): GraphValue {
  const lagged = (rows: number) => graph.slice(scaled, 0, first - rows, first - rows + count);
  const value = lagged(lag);
  const reference =
    minus === null
      ? null
      : minus.kind === 'lag'
        ? lagged(lag + minus.rows)
        : graph.mean(graph.slice(scaled, 0, history - minus.rows, history), 0);
  const compared = reference === null ? value : graph.binary('subtract', value, reference);
  return gain === 1 ? compared : graph.binary('multiply', compared, graph.number(gain));
}

/** Rows of zeros after those of a value. */
function addZeros(graph: GraphBuilder, value: GraphValue, count: number): GraphValue {
  if (count === 0) return value;
  const zero = addZero(graph, graph.slice(value, 0, 0, 1));
  const zeros = graph.binary('add', zero, graph.constant(new Array<number>(count).fill(0), [count, 1]));
  return graph.concat([value, zeros], 0);
}

/** A zero for each member of the batch. */
function addZero(graph: GraphBuilder, value: GraphValue): GraphValue {
  return graph.binary('multiply', value, graph.number(0));
}
