import type { Backend } from '../../../../src-engine/backends/backend.ts';
import { createForecastData } from '../../../../src-engine/forecast/forecast-data.ts';
import { forecastSeries } from '../../../../src-engine/forecast/forecast-series.ts';
import { prepareSeries } from '../../../../src-engine/forecast/fit/prepare-series.ts';
import type { SeriesRows } from '../../../../src-engine/forecast/rows/series-rows.ts';
import { modelTemplates } from '../../../../src-engine/models/templates.ts';
import type { SeriesForecast } from '../../../../src-engine/spec/forecast-job.ts';
import type { Preparation } from '../../../../src-engine/spec/preparation-spec.ts';
import type { SeriesLayout } from '../../../../src-engine/spec/series-layout.ts';
import { createTrainer } from '../../../../src-engine/training/trainer.ts';

/** The rows of a table that a forecaster may learn from. */
export interface ForecastTable {
  layout: SeriesLayout;
  pieces: SeriesRows[];
}

export interface TrainedForecast {
  /** From the end of each piece. */
  forecasts: SeriesForecast[];
  preparation: Extract<Preparation, { kind: 'forecast' }>;
  epochs: number;
  bestEpoch: number;
}

const never = { signal: new AbortController().signal, yieldToEventLoop: () => Promise.resolve() };

/** Trains the template `forecaster`, unchanged but for its seed, on a table, and forecasts from the end of each of its pieces. */
export async function trainForecaster(
  backend: Backend,
  { layout, pieces }: ForecastTable,
  { seed, horizon }: { seed: number; horizon: number },
): Promise<TrainedForecast> {
  const template = modelTemplates(1).find(({ id }) => id === 'forecaster');
  if (template === undefined) throw new Error('There is no template of a forecaster.');
  const content = { kind: 'series', table: writeTable({ layout, pieces }), layout } as const;
  const prepared = await prepareSeries({ content, model: template.model, train: { ...template.train, seed } }, never);
  const { model, train, preparation } = prepared;
  if (preparation.kind !== 'forecast' || model.forecast === undefined)
    throw new Error('The template forecasts nothing.');
  const data = createForecastData({ layout, pieces }, preparation, model.forecast, train);
  const trainer = createTrainer({ backend, model, train, data, resumeFrom: null, clock: () => performance.now() });
  while (trainer.end === null) {
    if (trainer.isEpochComplete) await trainer.endEpoch(never);
    else await trainer.step();
  }
  await trainer.restoreBest();
  const origins = pieces.map(({ known }, piece) => ({ piece, row: known, horizon }));
  const forecasts = await forecastSeries({ model: trainer.model, preparation, pieces, origins }, never);
  if (forecasts === null) throw new Error('A forecast that nobody aborts is told.');
  const { epoch, bestEpoch } = trainer.progress;
  return { forecasts, preparation, epochs: epoch, bestEpoch: bestEpoch ?? 0 };
}

/** A content `series`, see SeriesLayout. */
function writeTable({ layout, pieces }: ForecastTable): Uint8Array {
  const cell = (value: number): string => (Number.isNaN(value) ? '' : String(value));
  const lines = pieces.flatMap(({ time, values, rows }) =>
    Array.from({ length: rows }, (_, row) =>
      [...(layout.time === null ? [] : [time]), ...values].map((column) => cell(column[row])).join(','),
    ),
  );
  const names = [...(layout.time === null ? [] : [layout.time]), ...layout.columns].map(({ name }) => name);
  return new TextEncoder().encode(`${[names.join(','), ...lines].join('\n')}\n`);
}
