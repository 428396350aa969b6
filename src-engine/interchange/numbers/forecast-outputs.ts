import { headLevels } from '../../forecast/decode-head.ts';
import { forecastSeries } from '../../forecast/forecast-series.ts';
import type { SeriesRows } from '../../forecast/rows/series-rows.ts';
import { timeAfter } from '../../forecast/time/next-times.ts';
import type { Model } from '../../models/model.ts';
import type { NamedNumbers } from '../../spec/parity-spec.ts';
import type { ForecastPreparation } from '../../spec/preparation-spec.ts';
import { forecastNames } from './forecast-names.ts';
import { knownAheadColumns } from './forecast-rows.ts';

/**
 * Resolves with what the studio itself forecasts of the inputs of a forecaster's graph, in the order of the graph's outputs, each (B, …): it
 * goes the studio's own way from rows to forecasts, so that an export is compared with that, and not with its own steps.
 */
export async function forecastOutputs(
  model: Model,
  preparation: ForecastPreparation,
  numbers: NamedNumbers,
): Promise<Float64Array> {
  const { horizon, targets, history } = preparation;
  const { forecast } = model.spec;
  if (forecast === undefined) throw new Error('The model does not say what it forecasts.');
  const [batch] = numbers[forecastNames.values].shape;
  const pieces = Array.from({ length: batch }, (_, member) => rowsOfMember(numbers, member, preparation));
  const origins = pieces.map((_, piece) => ({ piece, row: history, horizon }));
  const uninterrupted = { signal: { aborted: false }, yieldToEventLoop: () => Promise.resolve() };
  const forecasts = await forecastSeries({ model, preparation, pieces, origins }, uninterrupted);
  const quantiles = (forecasts ?? []).flatMap((each) => [...each.quantiles]);
  const levels = headLevels(forecast.head);
  const size = levels.length;
  const told = (level: number) =>
    Array.from({ length: batch * horizon * targets.length }, (_, n) => quantiles[n * size + level]);
  const band = size > 1 ? [...told(0), ...told(size - 1)] : [];
  return Float64Array.from([...told(levels.indexOf(0.5)), ...band, ...quantiles]);
}

/** A member of a batch as the rows of a series; those after the known ones have what the inputs tell of them. */
function rowsOfMember(numbers: NamedNumbers, member: number, preparation: ForecastPreparation): SeriesRows {
  const { columns, history, horizon, series, time } = preparation;
  const of = (name: string): Float64Array => {
    if (!(name in numbers)) return new Float64Array();
    const { shape, values } = numbers[name];
    const size = values.length / shape[0];
    return values.subarray(member * size, (member + 1) * size);
  };
  const ahead = knownAheadColumns(preparation);
  const given = [...of(forecastNames.time), ...of(forecastNames.futureTime)];
  const rows = history + (ahead.length > 0 || given.length > history ? horizon : 0);
  const past = of(forecastNames.values);
  const plans = of(forecastNames.knownAhead);
  const values = columns.map((_, column) => {
    const place = ahead.indexOf(column);
    return Float64Array.from({ length: rows }, (__, row) => {
      if (row < history) return past[row * columns.length + column];
      return place < 0 ? NaN : plans[(row - history) * ahead.length + place];
    });
  });
  const unit = time?.kind === 'date' ? 1000 : 1;
  return {
    series: series[of(forecastNames.series)[0] ?? 0].name,
    rows,
    known: history,
    time: timesOf(
      time,
      given.map((each) => each * unit),
      rows,
    ),
    values,
  };
}

/** Times that are not given follow from the last one; where none is asked for, nothing depends on them. */
function timesOf(axis: ForecastPreparation['time'], given: readonly number[], rows: number): Float64Array {
  const at = timeAfter({ axis, last: given.at(-1) ?? 0 });
  return Float64Array.from({ length: rows }, (_, row) => given[row] ?? at(row - given.length + 1));
}
