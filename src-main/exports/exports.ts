import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError } from '../contract/errors.ts';
import type {
  Certificate,
  CreateExport,
  ExportFormatRecord,
  ExportOptions,
  ExportRecord,
  ExportStage,
  ExportUpdate,
} from '../contract/export-records.ts';
import type { ExportRow } from '../db/export-table.ts';
import { findCheckpoint } from '../runs/networks/find-checkpoint.ts';
import { Pulse } from '../runs/feed/pulse.ts';
import { hashFile } from './artifact.ts';
import type { OngoingWork } from '../system/ongoing-work.ts';
import type { ExportContext, ExportedFile, ExportJob } from './export-context.ts';
import { networkOutline } from './stored-network.ts';

/** The most that one message of `read` brings. */
const mostReadBytes = 32 * 2 ** 20;

/**
 * Takes runs and trained networks out of the studio, each as one file with a certificate of what is in it. What knows the formats is loaded when it
 * is asked for: it is a third of the host's code, and the studio starts sooner without it.
 */
export class Exports {
  readonly #context: ExportContext;
  readonly #work: OngoingWork;
  readonly #folder: string;
  /** The folder of the exports of runs that are in the trash. */
  readonly #trashFolder: string;
  /** Exports that are being written, which no row of the database knows yet. */
  readonly #writing = new Set<string>();
  #tidying: Promise<void> = Promise.resolve();
  readonly #closing = new AbortController();
  readonly #working = new Set<Promise<unknown>>();

  constructor(context: ExportContext, dataDir: string, work: OngoingWork) {
    this.#work = work;
    this.#context = context;
    this.#folder = join(dataDir, 'exports');
    this.#trashFolder = join(dataDir, 'trash');
  }

  /**
   * Puts every file where it belongs: into the trash where its run lies in it, and back again with the run. Removes those that no export
   * knows: of a process that ended while it wrote, and of runs that are gone.
   */
  tidy(): Promise<void> {
    this.#tidying = this.#tidying.catch(() => undefined).then(() => this.#tidyNow());
    return this.#tidying;
  }

  /** Lists the formats that a run and a checkpoint can be exported to, with sizes and refusals. */
  async formats(runId: string, checkpointId: string | null): Promise<ExportFormatRecord[]> {
    const { bundleFormat, metricsFormat, modelFormatRecords } = await import('./format-records.ts');
    const { store, datasets, runs } = this.#context;
    const run = runs.flushed(runId);
    const checkpoint = run.checkpoint_count > 0 ? findCheckpoint(store, run, checkpointId) : null;
    const models =
      checkpoint === null ? [] : modelFormatRecords(await networkOutline(store, datasets, run, checkpoint.step));
    return [...models, bundleFormat(store, run), metricsFormat(store, run)];
  }

  list(runId: string): ExportRecord[] {
    const { store, runs } = this.#context;
    return store.exports.list(runs.row(runId).key).map((row) => this.#record(row));
  }

  get(id: string): ExportRecord {
    return this.#record(this.#row(id));
  }

  /** Tells what it is at, then the export. Leaving the stream cancels it, and then nothing is kept. Throws `export-refused`, `export-failed`. */
  async *create(input: CreateExport, signal: AbortSignal | undefined): AsyncGenerator<ExportUpdate, void, void> {
    const cancellation = new AbortController();
    const end = AbortSignal.any([cancellation.signal, this.#closing.signal, ...(signal === undefined ? [] : [signal])]);
    const pulse = new Pulse(signal);
    const stages: ExportStage[] = [];
    const work = this.#export(input, end, (stage) => {
      stages.push(stage);
      pulse.beat();
    });
    this.#working.add(work);
    work
      .then(
        () => pulse.end(),
        (error: unknown) => pulse.end(error),
      )
      .finally(() => this.#working.delete(work));
    try {
      while (await pulse.next()) for (const stage of stages.splice(0)) yield { type: 'stage', stage };
      if (signal?.aborted) return;
      yield { type: 'exported', export: await work };
    } finally {
      cancellation.abort(new StudioError('export-failed', 'The export was cancelled.', { reason: 'ended' }));
      await work.catch(() => undefined);
    }
  }

  /** Bytes of the file; at its end fewer than were asked for. Throws `export-not-found`. */
  async read(id: string, offset: number, length: number): Promise<Blob> {
    const file = await open(this.pathOf(id), 'r');
    try {
      const { bytesRead, buffer } = await file.read(new Uint8Array(Math.min(length, mostReadBytes)), {
        position: offset,
      });
      return new Blob([buffer.subarray(0, bytesRead)]);
    } finally {
      await file.close();
    }
  }

  /** Returns the file's path on the disk. Throws `export-not-found`. */
  pathOf(id: string): string {
    const path = this.#path(this.#row(id));
    if (existsSync(path)) return path;
    throw new StudioError('export-not-found', 'The file of this export is gone. Export once more.', { exportId: id });
  }

  async delete(id: string): Promise<void> {
    const row = this.#row(id);
    this.#context.store.exports.delete(row.key);
    await this.#removeFolder(row.id);
  }

  /** Ends what is being exported, of which nothing is kept. */
  async close(): Promise<void> {
    const message = 'The studio was closed during the export. Nothing was kept.';
    this.#closing.abort(new StudioError('export-failed', message, { reason: 'ended' }));
    await Promise.allSettled(this.#working);
  }

  async #export(
    input: CreateExport,
    signal: AbortSignal,
    onStage: (stage: ExportStage) => void,
  ): Promise<ExportRecord> {
    const { store, runs } = this.#context;
    const run = runs.flushed(input.runId);
    const id = randomUUID();
    const folder = join(this.#folder, id);
    this.#writing.add(id);
    const end = this.#work.begin('export', run.name);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const job = { ...this.#context, run, folder, options: input.options, signal, onStage };
      const file = await this.#write(job, input);
      signal.throwIfAborted();
      const { bytes, sha256 } = await hashFile(join(folder, file.name));
      store.exports.insert({
        id,
        run_key: runs.row(input.runId).key, // it may have been deleted meanwhile
        step: file.step,
        format: input.format,
        options: JSON.stringify(input.options),
        file_name: file.name,
        bytes,
        sha256,
        certificate: JSON.stringify(file.certificate),
        created_at: Date.now(),
      });
      return this.get(id);
    } catch (error) {
      await this.#removeFolder(id);
      throw error;
    } finally {
      this.#writing.delete(id);
      end();
    }
  }

  async #tidyNow(): Promise<void> {
    const presences = this.#context.store.exports.presences();
    for (const folder of [this.#folder, this.#trashFolder]) {
      for (const id of await readdir(folder).catch(() => [])) {
        if (this.#writing.has(id)) continue;
        const presence = presences.get(id);
        const home = presence === 'present' ? this.#folder : presence === 'trashed' ? this.#trashFolder : null;
        if (home === null) await rm(join(folder, id), { recursive: true, force: true });
        else if (home !== folder) await moveFolder(join(folder, id), home, id);
      }
    }
  }

  async #write(job: ExportJob, { format, checkpointId }: CreateExport): Promise<ExportedFile> {
    if (format === 'kioku' || format === 'csv') {
      const { exportBundle, exportMetrics } = await import('./export-run.ts');
      return format === 'kioku' ? exportBundle(job) : exportMetrics(job);
    }
    const { exportModel } = await import('./export-model.ts');
    return exportModel({ ...job, format, checkpoint: findCheckpoint(job.store, job.run, checkpointId) });
  }

  #row(id: string): ExportRow {
    const row = this.#context.store.exports.get(id);
    if (row !== undefined) return row;
    throw new StudioError('export-not-found', 'This export does not exist any more.', { exportId: id });
  }

  #record(row: ExportRow): ExportRecord {
    return {
      id: row.id,
      runId: row.run_id,
      step: row.step,
      format: row.format,
      options: JSON.parse(row.options) as ExportOptions,
      fileName: row.file_name,
      bytes: row.bytes,
      sha256: row.sha256,
      isStored: existsSync(this.#path(row)),
      createdAt: row.created_at,
      // Older certificates do not speak of cells, nor of units.
      certificate: {
        ownCells: [],
        isRelative: false,
        lacks: null,
        ...(JSON.parse(row.certificate) as Omit<Certificate, 'ownCells' | 'isRelative' | 'lacks'>),
      },
    };
  }

  #path({ id, file_name }: ExportRow): string {
    return join(this.#folder, id, file_name);
  }

  #removeFolder(id: string): Promise<void> {
    return rm(join(this.#folder, id), { recursive: true, force: true });
  }
}

async function moveFolder(from: string, toParent: string, name: string): Promise<void> {
  await mkdir(toParent, { recursive: true, mode: 0o700 });
  await rename(from, join(toParent, name));
}
