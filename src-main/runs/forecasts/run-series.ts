import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { ForecastPreparation } from '../../../src-engine/spec/preparation-spec.ts';
import { can } from '../../../src-engine/tasks/facts.ts';
import { StudioError } from '../../contract/errors.ts';
import { importOptions, type ImportOptions, type ImportReport } from '../../contract/import-records.ts';
import type { Datasets } from '../../datasets/datasets.ts';
import type { Imports } from '../../datasets/imports/imports.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunView } from '../../db/run-table.ts';
import { preparationOf } from '../networks/preparation-of.ts';
import { rowsOfContent, withNewRows, type RunRows } from './run-rows.ts';

export interface RunSeriesOptions {
  store: Store;
  datasets: Datasets;
  imports: Imports;
}

/** The rows that forecasters go on from: those of their datasets, and new ones of the same tables. */
export class RunSeries {
  readonly #options: RunSeriesOptions;

  constructor(options: RunSeriesOptions) {
    this.#options = options;
  }

  /** The rows of the run's dataset, or of another one, with those of a staged file. New rows do without a dataset that is gone. */
  async rows(
    run: RunView,
    { datasetId, importId }: { datasetId: string | null; importId: string | null },
    signal?: AbortSignal,
  ): Promise<RunRows> {
    const { datasets, imports, store } = this.#options;
    const id = datasetId ?? run.dataset_id;
    const isMissing = store.datasets.get(id)?.is_missing === 1;
    const own = isMissing && importId !== null ? null : rowsOfContent(await datasets.content(datasets.row(id)));
    if (importId === null) return withNewRows(own, null);
    const file = await imports.read(importId, this.#readingLike(run.dataset_id), signal);
    return withNewRows(own, { name: file.name, ...rowsOfContent(file.content) });
  }

  /** Options by which a file is read as the dataset was. */
  #readingLike(datasetId: string): ImportOptions {
    const report = this.#options.store.datasets.get(datasetId)?.report ?? null;
    const content = report === null ? null : ((JSON.parse(report) as ImportReport).content ?? null);
    return importOptions.parse({ content });
  }
}

/** Returns the preparation of a forecaster. Throws `invalid-data` for what is none. */
export function requireForecaster(run: RunView): ForecastPreparation {
  const { task } = JSON.parse(run.model) as ModelSpec;
  const preparation = preparationOf(run);
  if (can(task, 'forecast') && preparation?.kind === 'forecast') return preparation;
  const message = 'Only a forecaster tells numbers that are yet to come. Choose a run that has one.';
  throw new StudioError('invalid-data', message, { reason: 'no-forecaster' });
}
