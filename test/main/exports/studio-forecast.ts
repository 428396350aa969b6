import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { forecastSeries } from '../../../src-engine/forecast/forecast-series.ts';
import type { SeriesRows } from '../../../src-engine/forecast/rows/series-rows.ts';
import type { TrainedModel } from '../../../src-engine/interchange/trained-model.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import type { SeriesForecast } from '../../../src-engine/spec/forecast-job.ts';

/** Returns what the studio itself forecasts after the known rows of each piece. */
export async function studioForecast(
  trained: TrainedModel,
  pieces: readonly SeriesRows[],
  horizon: number,
): Promise<SeriesForecast[]> {
  const { preparation } = trained;
  if (preparation?.kind !== 'forecast') throw new Error('This network forecasts nothing.');
  const backend = createReferenceBackend();
  try {
    const model = createModel(backend, trained.model);
    for (const { name, value } of model.parameters) {
      backend.write(value, trained.parameters.get(name)?.values ?? new Float32Array());
    }
    const origins = pieces.map(({ known }, piece) => ({ piece, row: known, horizon }));
    const uninterrupted = { signal: { aborted: false }, yieldToEventLoop: () => Promise.resolve() };
    return (await forecastSeries({ model, preparation, pieces, origins }, uninterrupted)) ?? [];
  } finally {
    backend.dispose();
  }
}
