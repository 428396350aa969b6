import { forecastSeries } from '../../src-engine/forecast/forecast-series.ts';
import { forecastSimply } from '../../src-engine/forecast/forecast-simply.ts';
import { requirePreparation } from '../../src-engine/forecast/require-preparation.ts';
import { matchColumns } from '../../src-engine/forecast/rows/match-columns.ts';
import { readSeries } from '../../src-engine/forecast/series-content.ts';
import type { SeriesForecast } from '../../src-engine/spec/forecast-job.ts';
import type { ForecastJob } from '../../src-engine/spec/engine-protocol.ts';
import type { Interruptible } from '../../src-engine/spec/interruptible.ts';
import type { WritingNetwork } from './writing/writing-networks.ts';

/** Forecasts from each origin of a job with a network that is here, or as simply as it is compared with; `forecasts` is null where it was aborted. Throws EngineError. */
export async function runForecast(
  { model, preparation: given }: WritingNetwork,
  { content, origins, simpleMethod: method }: ForecastJob,
  interruptible: Interruptible,
): Promise<{ forecasts: SeriesForecast[] | null }> {
  const preparation = requirePreparation(given, 'forecast');
  const pieces = matchColumns(readSeries(content), preparation.columns);
  if (method !== null) {
    return { forecasts: await forecastSimply({ method, preparation, pieces, origins }, interruptible) };
  }
  return { forecasts: await forecastSeries({ model, preparation, pieces, origins }, interruptible) };
}
