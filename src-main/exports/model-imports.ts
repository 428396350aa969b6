import { isDeepStrictEqual } from 'node:util';
import type { TrainSpec } from '../../src-engine/spec/train-spec.ts';
import { StudioError } from '../contract/errors.ts';
import { isWeightsFile } from '../contract/model-file-endings.ts';
import type { BundleInspection, ModelFileInspection, ModelImportUpdate } from '../contract/model-import-records.ts';
import type { WeightsImportOptions } from '../contract/weights-import-records.ts';
import type { ImportStaging } from '../datasets/imports/import-staging.ts';
import type { StagedFile } from '../datasets/readers/staged-file.ts';
import type { Datasets } from '../datasets/datasets.ts';
import type { Store } from '../db/open-store.ts';
import type { RunRow } from '../db/run-table.ts';
import { Pulse } from '../runs/feed/pulse.ts';
import type { Runs } from '../runs/runs.ts';
import type { OngoingWork } from '../system/ongoing-work.ts';
import type { Trash } from '../trash/trash.ts';
import type { BundleManifest } from './bundle/bundle-manifest.ts';
import type { Bundle } from './bundle/read-bundle.ts';
import type { FormatProcesses } from './processes/format-processes.ts';

export interface ModelImportsOptions {
  store: Store;
  datasets: Datasets;
  runs: Runs;
  trash: Trash;
  /** The place of the files that people have brought. */
  staging: ImportStaging;
  /** The process in which foreign files are read. */
  formats: FormatProcesses;
  work: OngoingWork;
}

/** Brings runs and networks into the studio: staged as datasets are, looked at, then made a run. What reads the files is loaded with the first one. */
export class ModelImports {
  readonly #options: ModelImportsOptions;
  readonly #closing = new AbortController();
  readonly #working = new Set<Promise<unknown>>();

  constructor(options: ModelImportsOptions) {
    this.#options = options;
  }

  /** Tells the kind and content of the file. Throws `bundle-refused` and `model-file-refused`. */
  async inspect(importId: string, options: WeightsImportOptions): Promise<ModelFileInspection> {
    const file = this.#file(importId);
    if (isWeightsFile(file.path)) return (await this.#inspectWeights(file, options, this.#closing.signal)).inspection;
    const { openBundle } = await import('./bundle/read-bundle.ts');
    const bundle = await openBundle(file, this.#options.formats, this.#closing.signal);
    try {
      return this.#describe(bundle, file);
    } finally {
      await bundle.close();
    }
  }

  /** Tells how far it is, then the run. Leaving the stream cancels it, and then nothing is kept. What was staged is gone after that. */
  async *import(
    importId: string,
    options: WeightsImportOptions,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<ModelImportUpdate, void, void> {
    const cancellation = new AbortController();
    const end = AbortSignal.any([cancellation.signal, this.#closing.signal, ...(signal === undefined ? [] : [signal])]);
    const pulse = new Pulse(signal);
    let progress = { done: 0, total: 1 };
    const leave = this.#begin(importId);
    const work = this.#import(importId, options, end, (done, total) => {
      progress = { done, total };
      pulse.beat();
    });
    this.#working.add(work);
    work
      .then(
        () => pulse.end(),
        (error: unknown) => pulse.end(error),
      )
      .finally(() => {
        this.#working.delete(work);
        leave();
      });
    try {
      while (await pulse.next()) yield { type: 'progress', ...progress };
      if (signal?.aborted) return;
      yield { type: 'imported', run: this.#options.runs.get(await work) };
    } finally {
      cancellation.abort(new StudioError('import-not-found', 'The import was cancelled. Nothing was imported.'));
      await work.catch(() => undefined);
    }
  }

  /** Ends what is being imported, of which nothing is kept. */
  async close(): Promise<void> {
    const message = 'The studio was closed during the import. Nothing was imported.';
    this.#closing.abort(new StudioError('import-not-found', message));
    await Promise.allSettled(this.#working);
  }

  /** Keeps the files from expiring, and the import from being lost without a word; gives a function that ends both. */
  #begin(importId: string): () => void {
    const { staging, work } = this.#options;
    const end = work.begin('model-import', staging.hold(importId).name);
    return () => {
      staging.release(importId);
      end();
    };
  }

  async #import(
    importId: string,
    options: WeightsImportOptions,
    signal: AbortSignal,
    onProgress: (done: number, total: number) => void,
  ): Promise<string> {
    const { staging } = this.#options;
    const file = this.#file(importId);
    if (isWeightsFile(file.path)) return this.#importWeights(importId, file, options, signal);
    const runId = await this.#storeBundle(file, signal, onProgress);
    await staging.discard(importId);
    return this.#settle(runId);
  }

  /** Imports a bundle of the studio's own, and returns the run's id. `onArrived` is called in the transaction that shows the run. */
  async importBundle(file: StagedFile, onArrived: (runKey: number) => void): Promise<string> {
    const leave = this.#options.work.begin('model-import', file.path);
    const work = this.#storeBundle(file, this.#closing.signal, () => undefined, onArrived);
    this.#working.add(work);
    try {
      return await this.#settle(await work);
    } finally {
      this.#working.delete(work);
      leave();
    }
  }

  async #storeBundle(
    file: StagedFile,
    signal: AbortSignal,
    onProgress: (done: number, total: number) => void,
    onArrived?: (runKey: number) => void,
  ): Promise<string> {
    const { store, formats } = this.#options;
    const { openBundle } = await import('./bundle/read-bundle.ts');
    const { importBundle } = await import('./bundle/import-bundle.ts');
    const bundle = await openBundle(file, formats, signal);
    try {
      return await importBundle({ store, bundle, name: file.path, signal, onProgress, onArrived });
    } finally {
      await bundle.close();
    }
  }

  /** Tells everybody of a run that has arrived. */
  async #settle(runId: string): Promise<string> {
    const { datasets, runs, trash } = this.#options;
    await trash.announce(); // its dataset may have lain there
    await this.#countCharacters(datasets, runs.row(runId).dataset_id);
    runs.announce(runId);
    return runId;
  }

  async #inspectWeights(file: StagedFile, options: WeightsImportOptions, signal: AbortSignal) {
    const { inspectWeights } = await import('./weights/inspect-weights.ts');
    return inspectWeights(file, options, this.#options, signal);
  }

  async #importWeights(
    importId: string,
    file: StagedFile,
    options: WeightsImportOptions,
    signal: AbortSignal,
  ): Promise<string> {
    const { importWeights } = await import('./weights/import-weights.ts');
    const { store, datasets, runs, staging } = this.#options;
    const dataset = options.datasetId === undefined ? null : datasets.row(options.datasetId);
    const { inspection, network } = await this.#inspectWeights(file, options, signal);
    if (network === null) {
      const problems = inspection.problems.map(({ message }) => message).join(' ');
      throw new StudioError(
        'model-file-refused',
        `${file.path} cannot be imported. ${problems} Nothing was imported.`,
        {
          reason: 'not-settled',
          name: file.path,
        },
      );
    }
    signal.throwIfAborted();
    const runId = await importWeights(store, network, inspection, dataset);
    await staging.discard(importId);
    if (options.vocabulary?.source === 'file') await staging.discard(options.vocabulary.importId);
    runs.announce(runId);
    return runId;
  }

  /** Datasets are listed with what the character tokenizer found in them. */
  async #countCharacters(datasets: Datasets, datasetId: string): Promise<void> {
    const row = this.#options.store.datasets.get(datasetId);
    if (row === undefined || row.is_missing === 1 || row.kind === 'numeric' || row.kind === 'sequences') return;
    await datasets.analysis(row, { type: 'character', minimumFrequency: 1 });
  }

  #describe({ manifest }: Bundle, { path, bytes }: StagedFile): BundleInspection {
    const { run, dataset, checkpoints, hasText } = manifest;
    const known = dataset.sha256 === null ? undefined : this.#options.store.datasets.findByHash(dataset.sha256);
    return {
      kind: 'bundle',
      fileName: path,
      bytes,
      name: run.name,
      model: run.model,
      state: run.state,
      step: run.step,
      epoch: run.epoch,
      validationLoss: run.bestValidationLoss,
      checkpointCount: checkpoints.length,
      studio: manifest.studio,
      createdAt: manifest.createdAt,
      dataset: { name: dataset.name, sha256: dataset.sha256, bytes: dataset.bytes },
      hasText,
      isDatasetHere: known !== undefined && known.is_missing === 0,
      hereAs: this.#options.store.runs
        .startedAt(run.createdAt)
        .filter((here) => isTheSame(run, here))
        .map(({ name }) => name),
    };
  }

  #file(importId: string): StagedFile {
    const { files } = this.#options.staging.get(importId);
    const [file] = files;
    if (files.length === 1) return file;
    throw new StudioError('model-file-refused', 'A model is one file. Choose just that one.', {
      reason: 'several-files',
    });
  }
}

/** Tells whether two runs of the same moment are one, of which more epochs may have been asked for since. */
function isTheSame({ model, train }: BundleManifest['run'], here: RunRow): boolean {
  const hereTrain = JSON.parse(here.train) as TrainSpec;
  return (
    isDeepStrictEqual(model, JSON.parse(here.model)) &&
    isDeepStrictEqual({ ...train, epochs: 0 }, { ...hereTrain, epochs: 0 })
  );
}
