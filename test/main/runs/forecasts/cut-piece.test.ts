import { expect, test } from 'vitest';
import { createReferenceBackend } from '../../../../src-engine/backends/reference/reference-backend.ts';
import { prepareSeries } from '../../../../src-engine/forecast/fit/prepare-series.ts';
import { forecastSeries } from '../../../../src-engine/forecast/forecast-series.ts';
import type { SeriesRows } from '../../../../src-engine/forecast/rows/series-rows.ts';
import { dense, lstm } from '../../../../src-engine/models/default-layers.ts';
import { defaultTraining } from '../../../../src-engine/models/presets.ts';
import type { SeriesLayout } from '../../../../src-engine/spec/series-layout.ts';
import type { ForecastPreparation } from '../../../../src-engine/spec/preparation-spec.ts';
import { cutPiece } from '../../../../src-main/runs/forecasts/cut-piece.ts';
import { seriesContent } from '../../../../src-main/datasets/content/series-table.ts';
import { drawModel } from '../../../engine/insight/drawn-models.ts';

const day = 86_400_000;
const rows = 400;
const columnOf = (value: (row: number) => number) => Float64Array.from({ length: rows }, (_, row) => value(row));
const piece: SeriesRows = {
  series: null,
  rows,
  known: 380,
  time: columnOf((row) => row * day),
  values: [
    columnOf((row) => (row < 380 ? 50 + 9 * Math.sin((2 * Math.PI * row) / 7) + (row % 5) : Number.NaN)),
    columnOf((row) => (row < 380 ? row % 11 : Number.NaN)),
    columnOf((row) => Math.floor(row / 3) % 2),
  ],
};
const layout: SeriesLayout = {
  version: 1,
  time: { name: 'day', kind: 'date', zone: null, step: { unit: 'day', count: 1 } },
  columns: [
    { name: 'sales', role: 'predict', categories: null },
    { name: 'weather', role: 'read', categories: null },
    { name: 'promotion', role: 'known-ahead', categories: null },
  ],
  pieces: [],
  horizon: 7,
};

const uninterrupted = { signal: { aborted: false }, yieldToEventLoop: () => Promise.resolve() };

test('a forecast of the rows that it can depend on is that of the whole table, far beyond the horizon too', async () => {
  const { model: spec, ...prepared } = await prepareSeries(
    {
      content: seriesContent(layout, [piece]),
      model: {
        task: 'regression',
        input: { kind: 'features', size: 1 },
        layers: [lstm(4, { returnSequences: false }), dense(3)],
        forecast: { window: 14, horizon: 7, targets: 1, head: { type: 'quantiles', levels: [0.1, 0.5, 0.9] } },
      },
      train: { ...defaultTraining('regression'), validationFraction: 0.2 },
    },
    uninterrupted,
  );
  const preparation = prepared.preparation as ForecastPreparation;
  const { model } = drawModel(createReferenceBackend(), spec);
  const forecast = async (given: SeriesRows, row: number, horizon: number) => {
    const task = { model, preparation, pieces: [given], origins: [{ piece: 0, row, horizon }] };
    const [{ time, quantiles, assumed }] = (await forecastSeries(task, uninterrupted))!;
    return { time, quantiles, assumed };
  };
  for (const [row, horizon] of [
    [200, 7],
    [200, 40],
    [380, 30],
  ] as const) {
    const cut = cutPiece(piece, row, preparation, horizon);
    expect(cut.piece.rows).toBeLessThan(150);
    expect(await forecast(cut.piece, cut.row, horizon)).toEqual(await forecast(piece, row, horizon));
  }
});

test('a series that the network does not know stays whole, since its scale is measured on all of its rows', () => {
  const known = { history: 14, season: 7, horizon: 7, series: [{ name: 'north', scales: [] }] };
  expect(cutPiece(piece, 200, known, 7)).toEqual({ piece, row: 200 });
});
