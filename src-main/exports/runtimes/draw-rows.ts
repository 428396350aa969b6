import { nextTimes } from '../../../src-engine/forecast/time/next-times.ts';
import { forecastNames } from '../../../src-engine/interchange/numbers/forecast-names.ts';
import { numberGraph } from '../../../src-engine/interchange/numbers/network-numbers.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { NamedNumbers } from '../../../src-engine/spec/parity-spec.ts';
import type { ColumnScale, ForecastPreparation, Preparation } from '../../../src-engine/spec/preparation-spec.ts';
import type { ParityInput } from './parity-input.ts';

type Random = ReturnType<typeof createStream>;

/** Draws rows as they could be in the table of a preparation, always the same for the same one. `steps` are those of sequences. */
export function drawRows(
  { model, preparation }: { model: ModelSpec; preparation: Preparation },
  { batch, steps = 0 }: { batch: number; steps?: number },
  index: number,
): ParityInput {
  const random = createStream(0, 'parity/rows', index);
  if (preparation.kind === 'forecast') {
    const wanted = numberGraph({ model, preparation })?.inputs.map(({ name }) => name) ?? [];
    const drawn = Object.entries(drawWindows(preparation, batch, random));
    const numbers = Object.fromEntries(drawn.filter(([name]) => wanted.includes(name)));
    return { batch, steps: preparation.history, ids: null, features: null, lengths: null, numbers };
  }
  const { columns } = preparation;
  const values = Float64Array.from({ length: batch * steps * columns.length }, (_, n) =>
    Math.fround(drawValue(columns[n % columns.length], columns[n % columns.length].scale, random)),
  );
  const numbers = { [forecastNames.values]: { shape: [batch, steps, columns.length], values } };
  return { batch, steps, ids: null, features: null, lengths: null, numbers };
}

/** All inputs that a forecaster may have. */
function drawWindows(preparation: ForecastPreparation, batch: number, random: Random): NamedNumbers {
  const { columns, series, history, horizon, time } = preparation;
  const chosen = Float64Array.from({ length: batch }, () => random.below(series.length));
  const rows = (count: number, places: readonly number[]) => {
    const values = new Float64Array(batch * count * places.length);
    for (let n = 0; n < values.length; n++) {
      const column = places[n % places.length];
      const { scales } = series[chosen[Math.floor(n / (count * places.length))]];
      values[n] = Math.fround(drawValue(columns[column], scales[column], random));
    }
    return { shape: [batch, count, places.length], values };
  };
  const ahead = [...columns.keys()].filter((place) => columns[place].role === 'known-ahead');
  return {
    [forecastNames.values]: rows(history, [...columns.keys()]),
    [forecastNames.knownAhead]: rows(horizon, ahead),
    [forecastNames.series]: { shape: [batch], values: chosen },
    ...(time && drawTimes({ ...preparation, time }, batch, random)),
  };
}

/** Times that follow each other, from some rows after the first of the table on; dates as Unix seconds. */
function drawTimes(
  { time, history, horizon }: ForecastPreparation & { time: NonNullable<ForecastPreparation['time']> },
  batch: number,
  random: Random,
): NamedNumbers {
  const unit = time.kind === 'date' ? 1000 : 1;
  const members = Array.from({ length: batch }, () => {
    const [last] = nextTimes({ axis: time, last: time.origin, count: 1 + random.below(1000) }).slice(-1);
    return [last, ...nextTimes({ axis: time, last, count: history + horizon - 1 })].map((each) => each / unit);
  });
  const part = (from: number, to: number) => ({
    shape: [batch, to - from],
    values: Float64Array.from(members.flatMap((times) => times.slice(from, to))),
  });
  return {
    [forecastNames.time]: part(0, history),
    [forecastNames.futureTime]: part(history, history + horizon),
  };
}

function drawValue(
  column: { categories: string[] | null; log?: { shift: number } | null },
  { mean, deviation }: ColumnScale,
  random: Random,
): number {
  if (column.categories !== null) return random.below(column.categories.length);
  const value = mean + deviation * random.normal();
  return column.log ? Math.exp(value) - column.log.shift : value;
}
