import type { RelabelInput } from '../../contract/datasets/dataset-views.ts';
import { StudioError } from '../../contract/errors.ts';
import { importOptions, type ImportOptions, type Inspection } from '../../contract/datasets/import-records.ts';
import type { DatasetRecord, ImportUpdate, SampleTextRecord } from '../../contract/datasets/dataset-records.ts';
import type { DatasetRow } from '../../db/dataset-table.ts';
import type { Store } from '../../db/open-store.ts';
import { datasetRecord } from '../dataset-record.ts';
import type { OpenCharacterCount } from '../content/character-count.ts';
import { openSource, type ImportSource } from '../readers/open-source.ts';
import { ImportStaging } from './import-staging.ts';
import type { StagedImport } from '../readers/staged-file.ts';
import { Importer, type ReadFile } from './importer.ts';
import type { KnownTable } from '../cleaning/series/known-table.ts';
import { readingLike } from './reading-like.ts';
import { inspectSource } from './inspect-source.ts';
import type { OpenArchive } from '../readers/archive.ts';
import type { OngoingWork } from '../../system/ongoing-work.ts';
import { listSamples, readSample } from '../sample-texts.ts';

const progressIntervalMs = 100;

type ImportWork = [
  importId: string,
  name: string | undefined,
  options: ImportOptions,
  cancelled: AbortSignal | undefined,
  onProgress: (bytes: number) => void,
  origin?: string | null,
];

export interface ImportsOptions {
  store: Store;
  dataDir: string;
  openCharacterCount: OpenCharacterCount;
  openArchive: OpenArchive;
  /** Called when the content of a dataset in the trash has come again, which takes it out of there. */
  onRevived: () => void;
  work: OngoingWork;
}

/** Brings data into the studio: staged, looked at, then imported as the person chose. */
export class Imports {
  readonly staging: ImportStaging;
  readonly #store: Store;
  readonly #work: OngoingWork;
  readonly #importer: Importer;
  readonly #openArchive: OpenArchive;
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<DatasetRecord>>();

  constructor({ store, dataDir, openCharacterCount, openArchive, onRevived, work }: ImportsOptions) {
    this.#store = store;
    this.#work = work;
    this.staging = new ImportStaging(dataDir, work);
    this.#openArchive = openArchive;
    this.#importer = new Importer(store, openCharacterCount, onRevived);
  }

  /** Removes what an earlier process has left unfinished. */
  async recover(): Promise<void> {
    if (this.#store.texts.discardUnfinished()) await this.#store.freeDisk();
    await this.staging.clear();
  }

  async inspect(importId: string, options: ImportOptions): Promise<Inspection> {
    const source = await this.#open(this.staging.get(importId), options, this.#closing.signal);
    try {
      return await inspectSource(source, options, this.#closing.signal);
    } finally {
      await source.close();
    }
  }

  /** Reads staged files as an import would, or by a larger table like them, and keeps nothing of them. What is staged stays. */
  async read(
    importId: string,
    options: ImportOptions,
    { known = null, signal: cancelled }: { known?: KnownTable | null; signal?: AbortSignal | undefined } = {},
  ): Promise<ReadFile> {
    const signal = AbortSignal.any([this.#closing.signal, ...(cancelled === undefined ? [] : [cancelled])]);
    const staged = this.staging.hold(importId);
    try {
      const source = await this.#open(staged, options, signal);
      try {
        return await this.#importer.read(source, options, { signal, onProgress: () => undefined }, known);
      } finally {
        await source.close();
      }
    } finally {
      this.staging.release(importId);
    }
  }

  /**
   * Tells how far it is, then the dataset; where it is cancelled, none. What was staged is gone after that; while it fails, it can be tried
   * with other options.
   */
  async *importStaged(
    importId: string,
    name: string | undefined,
    options: ImportOptions,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<ImportUpdate> {
    const cancellation = new AbortController();
    const end = AbortSignal.any([cancellation.signal, ...(signal === undefined ? [] : [signal])]);
    const bytesTotal = this.staging.get(importId).files.reduce((sum, { bytes }) => sum + bytes, 0);
    let bytesDone = 0;
    let isOver = false;
    const work = this.#run(importId, name, options, end, (bytes) => (bytesDone = bytes)).finally(() => (isOver = true));
    // Awaited below, where it does not end before.
    work.catch(() => undefined);
    try {
      while (!isOver) {
        yield { type: 'progress', bytesDone, bytesTotal: Math.max(bytesTotal, bytesDone) };
        await Promise.race([work.catch(() => undefined), afterInterval()]);
      }
      const dataset = await work.catch((error: unknown) => {
        if (signal?.aborted === true) return null;
        throw error;
      });
      if (dataset !== null) yield { type: 'imported', dataset };
    } finally {
      cancellation.abort();
      await work.catch(() => undefined);
    }
  }

  /** A file that comes in one message. */
  async importBlob(
    name: string,
    file: Blob,
    options: ImportOptions,
    origin: string | null = null,
  ): Promise<DatasetRecord> {
    const importId = await this.staging.addBlob(name, file);
    try {
      return await this.#run(importId, name, options, undefined, () => undefined, origin);
    } finally {
      await this.staging.discard(importId);
    }
  }

  samples(): SampleTextRecord[] {
    return listSamples();
  }

  /** `name`: instead of the sample's own. */
  async importSample({
    sampleId,
    name: ownName,
  }: {
    sampleId: string;
    name?: string | undefined;
  }): Promise<DatasetRecord> {
    const sample = await readSample(sampleId);
    const { kind, text, origin } = sample;
    const name = ownName ?? sample.name;
    if (kind === 'sequences') return datasetRecord(await this.#importer.importSequences(name, text, origin));
    const options = importOptions.parse(sampleOptions[kind]);
    return this.importBlob(name, new Blob([text]), options, origin);
  }

  async relabel(dataset: DatasetRow, { name, labels }: RelabelInput & { name: string }): Promise<DatasetRecord> {
    const changed = new Map(labels.map(({ row, label }) => [row, label]));
    return datasetRecord(await this.#importer.relabel(dataset, name, changed));
  }

  /**
   * A new dataset that has a validation part of its own: that of a staged file, which is read by the meaning of the dataset. The old one stays,
   * and so does what is staged.
   */
  async addValidation(dataset: DatasetRow, importId: string, signal?: AbortSignal): Promise<DatasetRecord> {
    const { options, known } = readingLike(this.#store, dataset.id);
    const file = await this.read(importId, options, { known, signal });
    const name = `${dataset.name} + ${file.name}`.slice(0, 255);
    return datasetRecord(await this.#importer.addValidation(dataset, name, file));
  }

  /** Ends what is being imported, of which nothing is kept, and removes what is staged. */
  async close(): Promise<void> {
    const message = 'The studio was closed during the import. Nothing was imported.';
    this.#closing.abort(new StudioError('import-not-found', message, {}));
    await Promise.allSettled(this.#running);
    await this.staging.clear();
  }

  #run(...work: ImportWork): Promise<DatasetRecord> {
    const [importId, name] = work;
    const staged = this.staging.hold(importId);
    const end = this.#work.begin('import', name ?? staged.name);
    const running = this.#importNow(...work).finally(() => {
      this.#running.delete(running);
      this.staging.release(importId);
      end();
    });
    this.#running.add(running);
    return running;
  }

  async #importNow(
    ...[importId, name, options, cancelled, onProgress, origin = null]: ImportWork
  ): Promise<DatasetRecord> {
    const signal = AbortSignal.any([this.#closing.signal, ...(cancelled === undefined ? [] : [cancelled])]);
    const staged = this.staging.get(importId);
    const source = await this.#open({ ...staged, name: name ?? staged.name }, options, signal);
    try {
      const work = [source, options, origin, { signal, onProgress }] as const;
      const hasSplits = source.validationFiles.length > 0;
      const row = await (hasSplits ? this.#importer.importSplits(...work) : this.#importer.import(...work));
      await this.staging.discard(importId);
      return datasetRecord(row);
    } finally {
      await source.close();
    }
  }

  #open(staged: StagedImport, { format }: ImportOptions, signal: AbortSignal): Promise<ImportSource> {
    return openSource({ staged, wanted: format, openArchive: this.#openArchive, signal });
  }
}

const sampleOptions = {
  text: { format: 'text', content: { kind: 'text', textColumn: null } },
  labelled: { format: 'jsonl', content: { kind: 'labelled', textColumn: 'text', labelColumn: 'label' } },
  tagged: { format: 'jsonl', content: { kind: 'tagged', tokenColumn: 'tokens', tagColumn: 'tags' } },
};

function afterInterval(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, progressIntervalMs));
}
