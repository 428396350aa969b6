import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { can } from '../../../src-engine/tasks/facts.ts';
import { StudioError } from '../../contract/errors.ts';
import type * as records from '../../contract/forecast-records.ts';
import type { Datasets } from '../../datasets/datasets.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunView } from '../../db/run-table.ts';
import type { InspectedNetworks } from '../networks/inspected-networks.ts';

export interface ForecastsOptions {
  store: Store;
  datasets: Datasets;
  networks: InspectedNetworks;
}

/** Numbers over time, as trained forecasters see them. */
export class Forecasts {
  readonly #options: ForecastsOptions;

  constructor(options: ForecastsOptions) {
    this.#options = options;
  }

  async forecast(run: RunView, _input: records.ForecastInput, _signal?: AbortSignal): Promise<records.ForecastRecord> {
    requireForecaster(run);
    this.#options.datasets.row(run.dataset_id);
    throw noForecaster();
  }

  async history(run: RunView, _input: records.HistoryInput): Promise<records.HistoryRecord> {
    requireForecaster(run);
    this.#options.datasets.row(run.dataset_id);
    throw noForecaster();
  }
}

function requireForecaster(run: RunView): void {
  if (!can((JSON.parse(run.model) as ModelSpec).task, 'forecast')) throw noForecaster();
}

function noForecaster(): StudioError {
  const message = 'Only a forecaster tells numbers that are yet to come. Choose a run that has one.';
  return new StudioError('invalid-data', message, { reason: 'no-forecaster' });
}
