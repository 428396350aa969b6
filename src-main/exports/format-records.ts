import type { ExportFormatRecord } from '../contract/export-records.ts';
import type { Store } from '../db/open-store.ts';
import type { RunView } from '../db/run-table.ts';
import { neededCheckpoints } from './bundle/write-bundle.ts';
import type { NetworkOutline } from './export-format.ts';
import { modelFormats } from './model-formats.ts';

/** The bytes of a row of metrics, in a table and, packed, in a bundle. */
const csvRowBytes = 120;
const bundleRowBytes = 60;

export function modelFormatRecords(outline: NetworkOutline): ExportFormatRecord[] {
  return modelFormats.map((format) => ({
    id: format.id,
    extras: null,
    choices: format.precisions.map((precision) => {
      const refusal = format.refusal(outline, { precision });
      const bytes = refusal === null ? format.estimateBytes(outline, { precision }) : 0;
      return { precision, bytes, refusal };
    }),
  }));
}

export function bundleFormat(store: Store, run: RunView): ExportFormatRecord {
  const needed = distinctBytes(store, run, false);
  const metrics = store.stepMetrics.count(run.key) * bundleRowBytes;
  const dataset = store.datasets.get(run.dataset_id);
  return {
    id: 'kioku',
    choices: [{ precision: null, bytes: needed + metrics, refusal: null }],
    extras: {
      allCheckpointsBytes: distinctBytes(store, run, true) - needed,
      textBytes: dataset === undefined || dataset.is_missing === 1 ? null : store.texts.storedBytes(dataset.text_key),
    },
  };
}

export function metricsFormat(store: Store, run: RunView): ExportFormatRecord {
  const rows = store.stepMetrics.count(run.key);
  const refusal = { code: 'no-steps', message: 'This run has not trained yet, so nothing was measured.', values: {} };
  return {
    id: 'csv',
    choices: [{ precision: null, bytes: rows * csvRowBytes, refusal: rows === 0 ? refusal : null }],
    extras: null,
  };
}

/** A tensor that several checkpoints share counts once. */
function distinctBytes(store: Store, run: RunView, all: boolean): number {
  const tensors = neededCheckpoints(store, run, all).flatMap((row) => store.checkpoints.outline(row).tensors);
  const sizes = new Map(
    tensors.map(({ sha256, shape, type }) => [
      sha256,
      shape.reduce((size, extent) => size * extent, type === 'float32' ? 4 : 8),
    ]),
  );
  return [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
}
