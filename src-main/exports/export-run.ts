import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelSpec } from '../../src-engine/spec/model-spec.ts';
import { StudioError } from '../contract/errors.ts';
import { nameOfRun } from './artifact.ts';
import { neededCheckpoints, writeBundle } from './bundle/write-bundle.ts';
import { openBundle } from './bundle/read-bundle.ts';
import { comparedContents } from './certify.ts';
import type { ExportedFile, ExportJob } from './export-context.ts';
import { compareMetricsCsv, writeMetricsCsv } from './metrics-csv.ts';

/** All of a run in one file for another studio. Throws `dataset-missing` where a text is to go along that is not here. */
export async function exportBundle(job: ExportJob): Promise<ExportedFile> {
  const { store, datasets, run, folder, options, version, signal, onStage } = job;
  onStage('writing');
  const name = `${nameOfRun(run.name, null)}.kioku`;
  const path = join(folder, name);
  const dataset = options.includeText ? datasets.row(run.dataset_id) : store.datasets.get(run.dataset_id);
  if (dataset === undefined) throw new Error(`Run ${run.id} has no dataset.`);
  const checkpoints = neededCheckpoints(store, run, options.allCheckpoints);
  await writeBundle(path, { store, run, dataset, checkpoints, includeText: options.includeText, version }, signal);
  onStage('checking');
  const problem = await readBack(path, name, job);
  return {
    name,
    step: null,
    certificate: comparedContents(version, problem),
  };
}

/** Reads every part as an import would; null means that all of it is whole. */
async function readBack(path: string, name: string, { formats, signal }: ExportJob): Promise<string | null> {
  try {
    const { size: bytes } = await stat(path);
    const bundle = await openBundle({ path: name, file: path, bytes }, formats, signal);
    try {
      for (const checkpoint of bundle.manifest.checkpoints) {
        signal.throwIfAborted();
        await bundle.tensors(checkpoint);
      }
      for (const part of ['steps', 'epochs', 'events', 'insights'] as const) await drain(bundle.lines(part), signal);
      if (bundle.manifest.hasText) await drain(bundle.text(), signal);
      return null;
    } finally {
      await bundle.close();
    }
  } catch (error) {
    if (error instanceof StudioError && error.code === 'bundle-refused') return error.message;
    throw error;
  }
}

/** Checksums are looked at while a part is read. */
async function drain(parts: AsyncIterable<unknown>, signal: AbortSignal): Promise<void> {
  for await (const part of parts) if (part !== undefined) signal.throwIfAborted();
}

/** Everything that was measured, as a table. */
export async function exportMetrics({
  store,
  run,
  folder,
  version,
  signal,
  onStage,
}: ExportJob): Promise<ExportedFile> {
  onStage('writing');
  const name = `${nameOfRun(run.name, null)}-metrics.csv`;
  const path = join(folder, name);
  const { task } = JSON.parse(run.model) as ModelSpec;
  const epochCount = store.epochMetrics.list(run.key, 0).length;
  const measured = { store, runKey: run.key, lastStep: run.step, epochCount, task };
  await writeMetricsCsv(path, measured, signal);
  onStage('checking');
  const difference = await compareMetricsCsv(path, measured);
  const problem =
    difference === null
      ? null
      : `Line ${difference.line} is not what is stored. Did the run go on meanwhile? Export once more.`;
  return {
    name,
    step: null,
    certificate: comparedContents(version, problem),
  };
}
