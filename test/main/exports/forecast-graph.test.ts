import { expect, it } from 'vitest';
import { headLevels } from '../../../src-engine/forecast/decode-head.ts';
import type { SeriesRows } from '../../../src-engine/forecast/rows/series-rows.ts';
import type { TrainedModel } from '../../../src-engine/interchange/trained-model.ts';
import type { ParityInput } from '../../../src-engine/spec/parity-spec.ts';
import type { ForecastPreparation } from '../../../src-engine/spec/preparation-spec.ts';
import { parityInputs } from '../../../src-main/exports/runtimes/parity-inputs.ts';
import { referenceOutputs } from '../../../src-main/exports/runtimes/reference-outputs.ts';
import { preparedModels } from './prepared-models.ts';
import { studioForecast } from './studio-forecast.ts';

const forecasters = preparedModels.flatMap(({ name, trained }) => {
  const { preparation } = trained;
  return preparation?.kind === 'forecast' ? [{ name, trained, preparation }] : [];
});

it.each(forecasters)('the steps of an export forecast as the studio does: $name', async ({ trained, preparation }) => {
  const inputs = parityInputs(trained.model, preparation);
  const outputs = await referenceOutputs(trained, inputs);
  for (const [n, input] of inputs.entries()) {
    const pieces = Array.from({ length: input.batch }, (_, member) => rowsOf(input, member, preparation));
    const forecasts = await studioForecast(trained, pieces, preparation.horizon);
    const expected = forecasts.flatMap(({ quantiles }) => [...quantiles]);
    const told = outputs[n].slice(-expected.length);
    const largest = Math.max(...expected.map(Math.abs));
    expect(expected).toHaveLength(input.batch * preparation.horizon * preparation.targets.length * levelsOf(trained));
    told.forEach((value, place) => expect((value - expected[place]) / largest).toBeCloseTo(0, 6));
  }
});

const levelsOf = ({ model }: TrainedModel) => (model.forecast ? headLevels(model.forecast.head).length : 0);

/** A member of a batch as the rows of a series. */
function rowsOf({ numbers = {} }: ParityInput, member: number, preparation: ForecastPreparation): SeriesRows {
  const { columns, history, horizon, series, time } = preparation;
  const of = (name: string) => {
    const { shape, values } = numbers[name];
    const size = values.length / shape[0];
    return values.subarray(member * size, (member + 1) * size);
  };
  const ahead = columns.flatMap(({ role }, place) => (role === 'known-ahead' ? [place] : []));
  const rows = history + (ahead.length > 0 || 'future_time' in numbers ? horizon : 0);
  const values = columns.map((_, column) => {
    const past = Array.from({ length: history }, (__, row) => of('values')[row * columns.length + column]);
    const place = ahead.indexOf(column);
    const plans = Array.from({ length: rows - history }, (__, row) =>
      place < 0 ? NaN : of('known_ahead')[row * ahead.length + place],
    );
    return Float64Array.from([...past, ...plans]);
  });
  const unit = time?.kind === 'date' ? 1000 : 1;
  const given = 'time' in numbers ? [...of('time'), ...('future_time' in numbers ? of('future_time') : [])] : [];
  const times = Float64Array.from({ length: rows }, (_, row) => (given[row] ?? row) * unit);
  const place = 'series' in numbers ? of('series')[0] : 0;
  return { series: series[place].name, rows, known: history, time: times, values };
}
