import { backtest } from '../../src-engine/forecast/backtest/backtest.ts';
import { forecastSeries } from '../../src-engine/forecast/forecast-series.ts';
import { requirePreparation } from '../../src-engine/forecast/require-preparation.ts';
import { matchColumns } from '../../src-engine/forecast/rows/match-columns.ts';
import { readSeries } from '../../src-engine/forecast/series-content.ts';
import type { BacktestResult } from '../../src-engine/spec/backtest-spec.ts';
import type { BacktestJob } from '../../src-engine/spec/engine-protocol.ts';
import type { Interruptible } from '../../src-engine/spec/interruptible.ts';
import type { WritingNetwork } from './writing/writing-networks.ts';

/** Compares a network that is here with simple methods; the result is null where it was aborted. Throws EngineError. */
export async function runBacktest(
  { model, preparation: given }: WritingNetwork,
  { content, training, task }: BacktestJob,
  onProgress: (done: number, total: number) => void,
  interruptible: Interruptible,
): Promise<{ result: BacktestResult | null }> {
  const preparation = requirePreparation(given, 'forecast');
  const pieces = matchColumns(readSeries(content), preparation.columns);
  const result = await backtest(
    {
      ...{ pieces, training, preparation, task, onProgress },
      forecast: (origins) => forecastSeries({ model, preparation, pieces, origins }, interruptible),
    },
    interruptible,
  );
  return { result };
}
