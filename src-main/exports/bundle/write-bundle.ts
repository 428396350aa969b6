import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { ZipFile } from 'yazl';
import { StudioError } from '../../contract/errors.ts';
import type { ImportReport } from '../../contract/datasets/import-records.ts';
import type { RunParent, RunRecord } from '../../contract/runs/run-records.ts';
import type { EpochMetrics } from '../../../src-engine/spec/engine-protocol.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { readPieces } from '../../datasets/content/stored-content.ts';
import type { CheckpointRow } from '../../db/checkpoint-table.ts';
import type { DatasetRow } from '../../db/dataset-table.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunView } from '../../db/run-table.ts';
import { preparationOf } from '../../runs/networks/preparation-of.ts';
import { membershipsOf } from './bundle-memberships.ts';
import { manifestPath, metricsPaths, tensorPath, textPath, thumbnailPath, writeManifest } from './bundle-manifest.ts';
import { drawThumbnails } from './thumbnail/draw-thumbnails.ts';
import { lossCurves } from './thumbnail/loss-curves.ts';

export interface BundleContents {
  store: Store;
  run: RunView;
  dataset: DatasetRow;
  checkpoints: readonly CheckpointRow[];
  includeText: boolean;
  /** The studio's version. */
  version: string;
}

const rowsAtOnce = 2000;

/**
 * The checkpoints that a bundle needs: the one from which training goes on, the best one, those that a person keeps, and
 * the first one of a run that began with word vectors, without which it could not be repeated.
 */
export function neededCheckpoints(store: Store, run: RunView, all: boolean): CheckpointRow[] {
  const { checkpoints } = store;
  const rows = checkpoints.list(run.key);
  if (all) return rows;
  const first = run.vector_share === null ? undefined : rows[0]?.key;
  const needed = new Set([checkpoints.best(run.key)?.key, checkpoints.last(run.key)?.key, first]);
  return rows.filter(({ key, is_pinned, name }) => needed.has(key) || is_pinned === 1 || name !== null);
}

/** Writes a run into one file, a tensor or a piece of text in memory at a time. Ends with the signal, leaving a part of the file. */
export async function writeBundle(path: string, contents: BundleContents, signal: AbortSignal): Promise<void> {
  const { store, run, dataset, includeText } = contents;
  const zip = new ZipFile();
  const mtime = new Date();
  const add = (entry: string, rows: AsyncIterable<string | Uint8Array>, compress = true) =>
    zip.addReadStreamLazy(entry, { mtime, compress, mode: 0o100644 }, (give) =>
      give(null, Readable.from(rows, { objectMode: false })),
    );
  /** A run in training has more by the time that its metrics are written. */
  const untilNow = <T extends { step: number }>(rows: T[]) => rows.filter(({ step }) => step <= run.step);
  const outlines = contents.checkpoints.map((row) => ({ row, ...store.checkpoints.outline(row) }));
  zip.addBuffer(Buffer.from(manifestOf(contents, outlines)), manifestPath, { mtime, mode: 0o100644 });
  for (const { pixels, png } of drawThumbnails(await lossCurves(store, run))) {
    zip.addBuffer(Buffer.from(png), thumbnailPath(pixels), { mtime, compress: false, mode: 0o100644 });
  }
  add(
    metricsPaths.steps,
    pages((after) => untilNow(store.stepMetrics.list(run.key, after, rowsAtOnce))),
  );
  add(metricsPaths.epochs, measurements(store, run.key, untilNow(store.epochMetrics.list(run.key, 0))));
  add(metricsPaths.events, lines(store.runEvents.list(run.key)));
  add(
    metricsPaths.insights,
    storedInsights((after) => untilNow(store.stepInsights.listNext(run.key, after, 100))),
  );
  for (const sha256 of new Set(outlines.flatMap(({ tensors }) => tensors.map((tensor) => tensor.sha256)))) {
    add(tensorPath(sha256), tensorBytes(store, sha256), false);
  }
  if (includeText) add(textPath, readPieces(store, dataset.text_key));
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path), { signal });
}

function manifestOf(
  { store, run, dataset, includeText, version }: BundleContents,
  outlines: (ReturnType<Store['checkpoints']['outline']> & { row: CheckpointRow })[],
): string {
  const analysis = store.analyses.get(run.analysis_key);
  if (analysis === null) throw new Error(`Run ${run.id} has no tokenizer.`);
  const parsed = <T>(json: string | null) => (json === null ? null : (JSON.parse(json) as T));
  return writeManifest({
    studio: version,
    createdAt: Date.now(),
    run: {
      name: run.name,
      tags: JSON.parse(run.tags) as string[],
      notes: run.notes,
      parent: parsed<RunParent>(run.parent),
      presetId: run.preset_id,
      state: run.state,
      model: JSON.parse(run.model) as ModelSpec,
      train: JSON.parse(run.train) as TrainSpec,
      preparation: preparationOf(run),
      backend: run.backend,
      unitsPerToken: parsed<NonNullable<RunRecord['unitsPerToken']>>(run.units_per_token),
      tokensPerStep: run.tokens_per_step,
      totalSteps: run.total_steps,
      step: run.step,
      epoch: run.epoch,
      trainLoss: run.train_loss,
      validationLoss: run.validation_loss,
      bestValidationLoss: run.best_validation_loss,
      bestEpoch: run.best_epoch,
      tokensPerSecond: run.tokens_per_second,
      elapsedMs: run.elapsed_ms,
      createdAt: run.created_at,
      ...membershipsOf(store, run),
    },
    tokenizer: analysis.tokenizer,
    tokenCount: analysis.tokenCount,
    topFrequencies: analysis.topFrequencies,
    dataset: {
      name: dataset.name,
      kind: dataset.kind,
      layout: dataset.layout,
      sha256: /^[0-9a-f]{64}$/.test(dataset.hash) ? dataset.hash : null,
      bytes: dataset.bytes,
      report: parsed<ImportReport>(dataset.report),
      origin: dataset.origin,
      byteOrderMarkRemoved: dataset.byte_order_mark_removed === 1,
    },
    checkpoints: outlines.map(({ row, progress, tensors }) => ({
      reason: row.reason,
      validationLoss: row.validation_loss,
      createdAt: row.created_at,
      ...(row.is_pinned === 1 && { isPinned: true }),
      ...(row.name !== null && { name: row.name }),
      progress,
      tensors,
    })),
    hasText: includeText,
  });
}

/** Rows as JSON, one a line, some thousands at a time. */
async function* pages<T extends { step: number }>(next: (afterStep: number) => T[]): AsyncGenerator<string> {
  for (let rows = next(0), last = rows.at(-1); last !== undefined; rows = next(last.step), last = rows.at(-1)) {
    yield rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    await setImmediate(); // others have their turn
  }
}

async function* lines(rows: readonly unknown[]): AsyncGenerator<string> {
  for (const row of rows) yield `${JSON.stringify(row)}\n`;
}

async function* measurements(store: Store, runKey: number, epochs: readonly EpochMetrics[]): AsyncGenerator<string> {
  for (const epoch of epochs) {
    const breakdown = store.epochMetrics.breakdown(runKey, epoch.epoch)?.breakdown ?? null;
    yield `${JSON.stringify({ ...epoch, breakdown })}\n`;
  }
}

async function* storedInsights(
  next: (afterStep: number) => { step: number; content: string }[],
): AsyncGenerator<string> {
  for (let rows = next(0), last = rows.at(-1); last !== undefined; rows = next(last.step), last = rows.at(-1)) {
    yield rows.map(({ content }) => `${content}\n`).join('');
    await setImmediate();
  }
}

async function* tensorBytes(store: Store, sha256: string): AsyncGenerator<Uint8Array> {
  const bytes = await store.tensors.content(sha256);
  if (bytes === null) {
    throw new StudioError(
      'checkpoint-not-found',
      'A checkpoint was replaced by a newer one meanwhile. Export once more.',
    );
  }
  yield bytes;
}
