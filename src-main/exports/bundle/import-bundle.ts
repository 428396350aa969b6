import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { z } from 'zod';
import { elementCount, parameterSpecs } from '../../../src-engine/models/parameter-specs.ts';
import type { DatasetContent, TaggedSentence } from '../../../src-engine/spec/dataset-content.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { stepInsight } from '../../contract/insight-records.ts';
import { runEvent, type RunState } from '../../contract/runs/run-records.ts';
import { epochMeasurement, stepMetrics } from '../../contract/runs/metric-records.ts';
import { ContentWriter } from '../../datasets/content/content-writer.ts';
import { readContent } from '../../datasets/content/stored-content.ts';
import type { NewDataset } from '../../db/dataset-table.ts';
import type { RunRow } from '../../db/run-table.ts';
import type { Store } from '../../db/open-store.ts';
import { storageError } from '../../db/storage-error.ts';
import type { BundleManifest } from './bundle-manifest.ts';
import { putMemberships } from './bundle-memberships.ts';
import { refused, type Bundle } from './read-bundle.ts';

/** The number of rows in memory at a time, since rows may be long. */
const rowsAtOnce = 2000;
const charactersAtOnce = 2 ** 22;

export interface BundleImport {
  store: Store;
  bundle: Bundle;
  /** The file's, for messages. */
  name: string;
  signal: AbortSignal;
  /** Checkpoints and texts that are stored, of all. */
  onProgress: (done: number, total: number) => void;
  /** Called with the run's key in the transaction that shows the run. */
  onArrived?: ((runKey: number) => void) | undefined;
}

/**
 * Stores a run from a bundle, and its dataset where that goes along. Nobody sees the run before all of it is there; what is refused or
 * cancelled leaves nothing behind. Gives the run's id. Throws `bundle-refused`.
 */
export async function importBundle(job: BundleImport): Promise<string> {
  const { store, bundle, name, signal } = job;
  const { manifest } = bundle;
  const total = manifest.checkpoints.length + (manifest.hasText ? 1 : 0);
  let done = 0;
  const advance = () => {
    signal.throwIfAborted();
    job.onProgress(++done, total);
  };
  const text = manifest.hasText ? await storeText(job) : null;
  let runKey: number | null = null;
  try {
    if (text !== null) advance();
    const id = randomUUID();
    const key = store.transaction(() => insertRun(store, manifest, id));
    runKey = key;
    await storeMetrics(job, key);
    keepReason(store, key);
    for (const checkpoint of manifest.checkpoints) {
      const { reason, validationLoss, createdAt, progress, isPinned = false, name: label = null } = checkpoint;
      const tensors = await bundle.tensors(checkpoint);
      await store.tensors.store(tensors, (stored) =>
        store.checkpoints.insert({
          id: randomUUID(),
          runKey: key,
          reason,
          validationLoss,
          createdAt,
          progress,
          tensors: stored,
          label: { isPinned, name: label },
        }),
      );
      advance();
    }
    store.transaction(() => {
      text?.settle();
      putMemberships(store, key, manifest.run);
      store.runs.arrived(key);
      job.onArrived?.(key);
    });
    await text?.abandon();
    return id;
  } catch (error) {
    if (runKey !== null) store.runs.purge(runKey);
    await text?.abandon();
    await store.freeDisk();
    if (isConstraint(error))
      throw refused(name, 'is damaged: it says the same thing twice, or something that cannot be.');
    throw storageError(error) ?? error;
  }
}

interface StoredText {
  /** Makes the text the content of the dataset that the run was trained on, unless that is there already. */
  settle(): void;
  /** Deletes it where it was not settled. */
  abandon(): Promise<void>;
}

/** Stores the content under no name yet, once it is what its hash says, and what a network can read. */
async function storeText({ store, bundle, name, signal }: BundleImport): Promise<StoredText> {
  const { dataset } = bundle.manifest;
  const writer = new ContentWriter(store);
  let isSettled = false;
  const abandon = async () => {
    if (!isSettled) await writer.abandon();
  };
  try {
    for await (const piece of bundle.text()) {
      signal.throwIfAborted();
      await writer.write(piece);
    }
    const { textKey, hash } = await writer.finish(dataset.kind, dataset.layout);
    if (hash !== dataset.sha256)
      throw refused(name, 'is damaged: its text is not the one that the run was trained on.');
    store.texts.setBytes(textKey, writer.bytes);
    await requireReadable(store, textKey, dataset, name);
    const settle = () => {
      const known = store.datasets.findByHash(hash);
      if (known?.is_missing !== 1) return;
      isSettled = true;
      store.texts.fill(known.text_key, textKey, writer.bytes);
      store.datasets.fill(known.key, describeDataset(dataset));
    };
    return { settle, abandon };
  } catch (error) {
    await abandon();
    throw error;
  }
}

async function requireReadable(
  store: Store,
  textKey: number,
  { kind, layout }: BundleManifest['dataset'],
  name: string,
): Promise<void> {
  try {
    const content = await readContent(store, { text_key: textKey, kind, layout });
    const documents = content.kind === 'text' ? content.documents : [];
    const total = documents.reduce((sum, { length }) => sum + length, 0);
    if (content.kind === 'text' && total !== store.texts.bytes(textKey)) throw new RangeError('documents');
    if (content.kind === 'labelled' && !content.texts.every((text) => typeof text === 'string'))
      throw new TypeError(kind);
    if (content.kind === 'tagged' && !content.sentences.every(isTagged)) throw new TypeError(kind);
    if ((content.kind === 'series' || content.kind === 'labelled-series') && !hasItsRows(content))
      throw new RangeError('rows');
    for (const document of documents) new TextDecoder('utf-8', { fatal: true }).decode(document);
  } catch (error) {
    if (storageError(error) !== null) throw error;
    throw refused(name, `is damaged: its text cannot be read as ${kind}.`);
  }
}

/** More rows than the table has bytes would take memory that nothing needs. */
function hasItsRows({ table, layout }: Extract<DatasetContent, { kind: 'series' | 'labelled-series' }>): boolean {
  const counts = layout.pieces.map(({ rows }) => rows);
  const areCounts = counts.every((count) => Number.isInteger(count) && count >= 0);
  return areCounts && layout.columns.length > 0 && counts.reduce((sum, count) => sum + count, 0) <= table.length;
}

function isTagged({ tokens, tags }: TaggedSentence): boolean {
  const areTexts = [...tokens, ...tags].every((text) => typeof text === 'string');
  return areTexts && tokens.length > 0 && tokens.length === tags.length;
}

function insertRun(store: Store, manifest: BundleManifest, id: string): number {
  const { run } = manifest;
  const key = store.runs.insertArriving({
    id,
    name: run.name,
    dataset_key: datasetOf(store, manifest),
    analysis_key: analysisOf(store, manifest),
    preset_id: run.presetId,
    model: JSON.stringify(run.model),
    train: JSON.stringify(run.train),
    preparation: run.preparation === null ? null : JSON.stringify(run.preparation),
    parameter_count: countParameters(run.model),
    parent: run.parent === null ? null : JSON.stringify(run.parent),
    created_at: run.createdAt,
  });
  const row = store.runs.arriving(key);
  if (row === undefined) throw new Error('A run that was just stored is not there.');
  const state = stateOf(manifest);
  store.runs.describe(key, { name: run.name, tags: JSON.stringify(run.tags), notes: run.notes });
  store.runs.update({
    ...row,
    state,
    ...whyItEnded(state, run.step),
    backend: run.backend,
    tokens_per_step: run.tokensPerStep,
    total_steps: run.totalSteps,
    units_per_token: run.unitsPerToken === null ? null : JSON.stringify(run.unitsPerToken),
    step: run.step,
    epoch: run.epoch,
    train_loss: run.trainLoss,
    validation_loss: run.validationLoss,
    best_validation_loss: run.bestValidationLoss,
    best_epoch: run.bestEpoch,
    tokens_per_second: run.tokensPerSecond,
    elapsed_ms: run.elapsedMs,
  });
  return key;
}

function whyItEnded(state: RunState, step: number): Pick<RunRow, 'error_code' | 'error_message' | 'error_details'> {
  if (state === 'interrupted') {
    const error_message = 'This run came here while it was not over. Resume it to go on.';
    return { error_code: 'engine-failed', error_message, error_details: JSON.stringify({ reason: 'studio-ended' }) };
  }
  if (state !== 'diverged') return { error_code: null, error_message: null, error_details: null };
  const error_details = JSON.stringify({ reason: 'training', step });
  return { error_code: 'diverged', error_message: `Training diverged at step ${step}.`, error_details };
}

/** Adds to a run that diverged the reason that its events tell, which bundles of older studios do not have. */
function keepReason(store: Store, runKey: number): void {
  const row = store.runs.arriving(runKey);
  const why = store.runEvents.list(runKey).findLast(({ kind }) => kind === 'diverge');
  if (row?.state !== 'diverged' || why?.error?.code !== 'diverged') return;
  store.runs.update({ ...row, error_message: why.message, error_details: JSON.stringify(why.error.details) });
}

/** A run that was in training, or about to be, has been interrupted on its way here. */
function stateOf({ run }: BundleManifest): RunState {
  const { state } = run;
  return state === 'finished' || state === 'stopped' || state === 'diverged' ? state : 'interrupted';
}

/** The one that has the content, or else one of which nothing is here but what is known about it. */
function datasetOf(store: Store, { dataset }: BundleManifest): number {
  const hash = dataset.sha256 ?? `unknown ${randomUUID()}`;
  const known = store.datasets.findByHash(hash);
  if (known !== undefined) return known.key;
  const text_key = store.texts.insertMissing(hash, dataset.bytes);
  store.datasets.insertMissing({ ...describeDataset(dataset), id: randomUUID(), text_key });
  const added = store.datasets.findByHash(hash);
  if (added === undefined) throw new Error('A dataset that was just stored is not there.');
  return added.key;
}

function describeDataset(dataset: BundleManifest['dataset']): Omit<NewDataset, 'id' | 'text_key'> {
  return {
    name: dataset.name,
    kind: dataset.kind,
    layout: dataset.layout,
    report: dataset.report === null ? null : JSON.stringify(dataset.report),
    origin: dataset.origin,
    byte_order_mark_removed: dataset.byteOrderMarkRemoved ? 1 : 0,
    created_at: Date.now(),
  };
}

/** The dataset's own, where it is the same to the last token; else one that belongs to the run: no dataset is to get a foreign vocabulary. */
function analysisOf(store: Store, { dataset, tokenizer, tokenCount, topFrequencies }: BundleManifest): number {
  const row = dataset.sha256 === null ? undefined : store.datasets.findByHash(dataset.sha256);
  const known = row === undefined ? null : store.analyses.find(row.text_key, tokenizer.spec);
  if (known !== null && JSON.stringify(known.tokenizer) === JSON.stringify(tokenizer)) return known.key;
  const vocabularySize = tokenizer.vocabulary.length;
  return store.analyses.insert(store.texts.insertForTokenizer(), {
    tokenizer,
    tokenCount,
    vocabularySize,
    topFrequencies,
  });
}

function countParameters(model: ModelSpec): number {
  return parameterSpecs(model).reduce((sum, { shape }) => sum + elementCount(shape), 0);
}

async function storeMetrics({ store, bundle, name, signal }: BundleImport, runKey: number): Promise<void> {
  const storeRows = async <T>(
    part: Parameters<Bundle['lines']>[0],
    schema: z.ZodType<T>,
    insert: (rows: T[]) => void,
  ) => {
    let rows: T[] = [];
    let characters = 0;
    const flush = () => {
      store.transaction(() => insert(rows));
      rows = [];
      characters = 0;
    };
    for await (const line of bundle.lines(part)) {
      const row = schema.safeParse(line.row);
      if (!row.success) throw refused(name, `is damaged: ${part} has a line that means nothing.`);
      rows.push(row.data);
      characters += line.length;
      if (rows.length < rowsAtOnce && characters < charactersAtOnce) continue;
      flush();
      await setImmediate(); // others have their turn
      signal.throwIfAborted();
    }
    flush();
  };
  await storeRows('steps', stepMetrics, (rows) => store.stepMetrics.insert(runKey, rows));
  await storeRows('epochs', epochMeasurement, (rows) =>
    rows.forEach(({ breakdown, ...epoch }) => store.epochMetrics.insert(runKey, epoch, breakdown)),
  );
  await storeRows('events', runEvent, (rows) => rows.forEach((row) => store.runEvents.insert(runKey, row)));
  await storeRows('insights', stepInsight, (rows) =>
    rows.forEach((row) => store.stepInsights.insertRecord(runKey, row)),
  );
}

function isConstraint(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT');
}
