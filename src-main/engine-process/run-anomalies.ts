import { findAnomalies } from '../../src-engine/forecast/anomalies/find-anomalies.ts';
import { forecastSeries } from '../../src-engine/forecast/forecast-series.ts';
import { requirePreparation } from '../../src-engine/forecast/require-preparation.ts';
import { matchColumns } from '../../src-engine/forecast/rows/match-columns.ts';
import { readSeries } from '../../src-engine/forecast/series-content.ts';
import type { AnomalyResult } from '../../src-engine/spec/anomaly-spec.ts';
import type { AnomalyJob } from '../../src-engine/spec/engine-protocol.ts';
import type { Interruptible } from '../../src-engine/spec/interruptible.ts';
import type { WritingNetwork } from './writing/writing-networks.ts';

/** Finds what a network that is here does not expect; the result is null where it was aborted. Throws EngineError. */
export async function runAnomalies(
  { model, preparation: given }: WritingNetwork,
  { content, training, task }: AnomalyJob,
  onProgress: (done: number, total: number) => void,
  interruptible: Interruptible,
): Promise<{ result: AnomalyResult | null }> {
  const preparation = requirePreparation(given, 'forecast');
  const result = await findAnomalies(
    {
      ...{ training, preparation, task, onProgress },
      pieces: matchColumns(readSeries(content), preparation.columns),
      forecast: (pieces, origins) => forecastSeries({ model, preparation, pieces, origins }, interruptible),
    },
    interruptible,
  );
  return { result };
}
