import type { ForecastPreparation, KnownInput } from '../../spec/preparation-spec.ts';
import { addFutureTimes, needsFutureTimes } from './future-times.ts';
import { forecastNames } from './forecast-names.ts';
import { addIndicator } from './indicator.ts';
import type { GraphBuilder, GraphValue } from './number-graph.ts';

/** The rows around an origin as a graph has them. */
export interface ForecastRows {
  /** (B, history + horizon, 1), in the unit of the stored times; null where nothing depends on it. */
  time: GraphValue | null;
  /** For each column its values as they were given, (B, history, 1), or with `horizon` rows more where they are known ahead. */
  raw: GraphValue[];
  /** The same, scaled: what the preparation calls u. */
  scaled: GraphValue[];
  /** The scale of a column, of the batch where there are several series. */
  scaleOf(column: number): { mean: GraphValue; deviation: GraphValue };
}

/** Adds the inputs of a forecaster, and their scaling. */
export function addRows(graph: GraphBuilder, preparation: ForecastPreparation): ForecastRows {
  const { columns } = preparation;
  const raw = addRaw(graph, preparation);
  const scaleOf = addScales(graph, preparation);
  const scaled = columns.map(({ log, categories }, column) => {
    if (categories !== null) return raw[column];
    const { mean, deviation } = scaleOf(column);
    const logged =
      log === null ? raw[column] : graph.unary('log', graph.binary('add', raw[column], graph.number(log.shift)));
    return graph.binary('divide', graph.binary('subtract', logged, mean), deviation);
  });
  return { time: usesTime(preparation) ? addTime(graph, preparation) : null, raw, scaled, scaleOf };
}

/** Tells whether a forecast depends on the times of the rows. */
function usesTime({ inputs, bases }: ForecastPreparation): boolean {
  const known = bases.flatMap(({ effects }) => effects.map(({ of }) => of));
  return [...inputs, ...known].some(({ kind }) => kind === 'cycle');
}

/** Returns the places of the columns that are known ahead. */
export function knownAheadColumns({ columns }: ForecastPreparation): number[] {
  return columns.flatMap(({ role }, place) => (role === 'known-ahead' ? [place] : []));
}

/** Adds what a row tells of itself, (B, history + horizon, 1). */
export function addKnownInput(
  graph: GraphBuilder,
  { time, raw, scaled }: ForecastRows,
  known: KnownInput,
  origin: number,
): GraphValue {
  switch (known.kind) {
    case 'known':
      return scaled[known.column];
    case 'known-category':
      return addIndicator(graph, raw[known.column], known.category);
    case 'cycle': {
      if (time === null) throw new Error('A cycle needs times.');
      const rate = (2 * Math.PI * known.harmonic) / known.period;
      const phase = graph.binary('multiply', graph.binary('subtract', time, graph.number(origin)), graph.number(rate));
      // Runtimes have sines in float64 more often than cosines.
      const shifted = known.wave === 'sine' ? phase : graph.binary('add', phase, graph.number(Math.PI / 2));
      return graph.unary('sin', shifted);
    }
  }
}

function addRaw(graph: GraphBuilder, preparation: ForecastPreparation): GraphValue[] {
  const { columns, history, horizon, targets } = preparation;
  const names = columns.map(({ name }) => name).join(', ');
  const predicted = targets.map((place) => columns[place].name).join(', ');
  const values = graph.input({
    name: forecastNames.values,
    type: 'float32',
    shape: [history, columns.length],
    description: `The last ${history} rows of the table as they are, the oldest first. Columns: ${names}. Predicted: ${predicted}.`,
  });
  const ahead = knownAheadColumns(preparation);
  const plans =
    ahead.length === 0
      ? null
      : graph.input({
          name: forecastNames.knownAhead,
          type: 'float32',
          shape: [horizon, ahead.length],
          description: `The ${horizon} rows to forecast, of the columns that are known ahead: ${ahead.map((place) => columns[place].name).join(', ')}.`,
        });
  return columns.map((_, column) => {
    const past = graph.slice(values, 1, column, column + 1);
    const place = ahead.indexOf(column);
    if (plans === null || place < 0) return past;
    return graph.concat([past, graph.slice(plans, 1, place, place + 1)], 0);
  });
}

function addScales(graph: GraphBuilder, { series, columns }: ForecastPreparation): ForecastRows['scaleOf'] {
  if (series.length === 1) {
    const [{ scales }] = series;
    return (column) => ({
      mean: graph.number(scales[column].mean),
      deviation: graph.number(scales[column].deviation),
    });
  }
  const place = graph.input({
    name: forecastNames.series,
    type: 'integer',
    shape: [],
    description: `The series of each member of the batch: ${series.map(({ name }, n) => `${n} is ${name ?? ''}`).join(', ')}.`,
  });
  const table = (part: 'mean' | 'deviation') => {
    const values = series.flatMap(({ scales }) => scales.map((scale) => scale[part]));
    return graph.reshape(graph.lookup(place, graph.constant(values, [series.length, columns.length])), [
      1,
      columns.length,
    ]);
  };
  const [means, deviations] = [table('mean'), table('deviation')];
  return (column) => ({
    mean: graph.slice(means, 1, column, column + 1),
    deviation: graph.slice(deviations, 1, column, column + 1),
  });
}

/** Times of dates come as Unix seconds, as most programs have them, and are stored as milliseconds. */
function addTime(graph: GraphBuilder, { time, history, horizon }: ForecastPreparation): GraphValue {
  if (time === null) throw new Error('Cycles need times.');
  const isDate = time.kind === 'date';
  const clock = time.zone === null ? ', of a clock without a zone as if it were of UTC' : '';
  const unit = isDate ? `Unix seconds${clock}` : `the numbers of the column ${time.name}`;
  const add = (name: string, rows: number, which: string) => {
    const description = `The times of ${which}, as ${unit}.`;
    const given = graph.input({ name, type: 'float64', shape: [rows], description });
    const stored = isDate ? graph.binary('multiply', given, graph.number(1000)) : given;
    return graph.reshape(stored, [rows, 1]);
  };
  const past = add(forecastNames.time, history, 'the rows of values');
  const future = needsFutureTimes(time)
    ? add(forecastNames.futureTime, horizon, 'the rows to forecast')
    : addFutureTimes(graph, { time, last: graph.slice(past, 0, history - 1, history), horizon });
  return graph.concat([past, future], 0);
}
