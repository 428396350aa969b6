import type { Series } from '../../../src-engine/forecast/series-content.ts';
import type { Treatments } from '../../contract/forecasting/forecast-records.ts';
import type { Datasets } from '../../datasets/datasets.ts';
import type { Imports } from '../../datasets/imports/imports.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunView } from '../../db/run-table.ts';
import { forecasterOf, type RunForecaster } from '../networks/run-forecaster.ts';
import { readingLike } from '../../datasets/imports/reading-like.ts';
import { rowsOfContent, withNewRows, type RunRows } from '../../datasets/content/new-rows.ts';

export interface RunSeriesOptions {
  store: Store;
  datasets: Datasets;
  imports: Imports;
}

export interface RowsOfRun {
  datasetId: string | null;
  importId: string | null;
  treatments?: Treatments | undefined;
}

/** The rows that forecasters go on from: those of their datasets, and new ones of the same tables. */
export class RunSeries {
  readonly #options: RunSeriesOptions;
  /** The dataset that was read last. */
  #kept: { id: string; series: Series } | null = null;

  constructor(options: RunSeriesOptions) {
    this.#options = options;
  }

  /** Returns what the run can forecast. Throws `invalid-data` where that is nothing. */
  forecaster(run: RunView): Promise<RunForecaster> {
    return forecasterOf(this.#options.datasets, run);
  }

  /** The rows of the run's dataset, or of another one, with those of a staged file. New rows do without a dataset that is gone. */
  async rows(run: RunView, { datasetId, importId, treatments }: RowsOfRun, signal?: AbortSignal): Promise<RunRows> {
    const { imports, store } = this.#options;
    const id = datasetId ?? run.dataset_id;
    const isMissing = store.datasets.get(id)?.is_missing === 1;
    const own = isMissing && importId !== null ? null : await this.#rowsOf(id);
    if (importId === null) return withNewRows(own, null);
    const { options, known } = readingLike(store, run.dataset_id, treatments);
    const file = await imports.read(importId, options, { known, signal });
    return withNewRows(own, { name: file.name, ...rowsOfContent(file.content) });
  }

  /** The rows of a dataset never change, and a person who moves an origin asks for them many times a second. */
  async #rowsOf(id: string): Promise<Series> {
    const { datasets } = this.#options;
    const row = datasets.row(id);
    if (this.#kept?.id !== id) this.#kept = { id, series: rowsOfContent(await datasets.content(row)) };
    return this.#kept.series;
  }
}
