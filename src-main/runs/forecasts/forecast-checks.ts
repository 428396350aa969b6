import type { BacktestJob, NetworkJob } from '../../../src-engine/spec/engine-protocol.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { AnomaliesInput, AnomaliesUpdate } from '../../contract/forecasting/anomaly-records.ts';
import type { BacktestInput, BacktestUpdate } from '../../contract/forecasting/backtest-records.ts';
import type { RunView } from '../../db/run-table.ts';
import { followProgress } from '../feed/follow-progress.ts';
import type { InspectedNetworks } from '../networks/inspected-networks.ts';
import { anomaliesRecord } from './anomalies-record.ts';
import { backtestRecord } from './backtest-record.ts';
import { learntRows } from './learnt-rows.ts';
import type { RunRows } from '../../datasets/content/new-rows.ts';
import type { RunSeries } from './run-series.ts';
import { seriesContent } from '../../datasets/content/series-table.ts';

export interface ForecastChecksOptions {
  series: RunSeries;
  networks: InspectedNetworks;
}

/** Tells how far a trained forecaster can be trusted, and what it does not expect. */
export class ForecastChecks {
  readonly #series: RunSeries;
  readonly #networks: InspectedNetworks;

  constructor({ series, networks }: ForecastChecksOptions) {
    this.#series = series;
    this.#networks = networks;
  }

  /** Throws `invalid-data` for what is no forecaster, and where no rows were held back. */
  backtest(
    run: RunView,
    input: BacktestInput,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<BacktestUpdate, void, void> {
    const { origins, horizon, checkpointId } = input;
    return followProgress<BacktestUpdate>(signal, async (followed) => {
      const { rows, job } = await this.#read(run, input, followed.signal);
      const task = { origins, horizon };
      const told = await this.#networks.backtest(run, checkpointId, { ...job, task }, followed);
      return { type: 'backtest', backtest: backtestRecord(told, rows) };
    });
  }

  /** Throws `invalid-data` for what is no forecaster. */
  anomalies(
    run: RunView,
    input: AnomaliesInput,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<AnomaliesUpdate, void, void> {
    const { falseAlarms, checkpointId } = input;
    return followProgress<AnomaliesUpdate>(signal, async (followed) => {
      const { rows, job } = await this.#read(run, input, followed.signal);
      const told = await this.#networks.findAnomalies(run, checkpointId, { ...job, task: { falseAlarms } }, followed);
      return { type: 'anomalies', anomalies: anomaliesRecord(told, falseAlarms, rows) };
    });
  }

  async #read(
    run: RunView,
    input: Pick<BacktestInput, 'datasetId' | 'importId'>,
    signal: AbortSignal,
  ): Promise<{ rows: RunRows; job: Omit<BacktestJob, keyof NetworkJob | 'task'> }> {
    const { preparation } = await this.#series.forecaster(run);
    const { horizon } = preparation;
    const { validationFraction: fraction } = JSON.parse(run.train) as TrainSpec;
    const rows = await this.#series.rows(run, input, signal);
    const content = seriesContent(rows.layout, rows.pieces);
    return { rows, job: { content, training: learntRows(rows, { fraction, horizon }) } };
  }
}
