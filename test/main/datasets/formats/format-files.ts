import { readFileSync } from 'node:fs';
import {
  importOptions,
  type ImportOptions,
  type Inspection,
} from '../../../../src-main/contract/datasets/import-records.ts';
import type { LeftOutCounts } from '../../../../src-main/contract/datasets/left-out.ts';
import type { DatasetRecord } from '../../../../src-main/contract/datasets/dataset-records.ts';
import { stageFile } from '../../exports/export-files.ts';
import type { TemporaryHost } from '../../temporary-host.ts';

/** A file that a real program has made: see `files/README.md`. */
export function fileOf(name: string): Buffer<ArrayBuffer> {
  return readFileSync(new URL(`files/${name}`, import.meta.url));
}

export async function inspectFile(
  host: TemporaryHost,
  name: string,
  content = fileOf(name),
  options: Partial<ImportOptions> = {},
): Promise<Inspection> {
  const importId = await stageFile(host, name, content);
  return host.client.imports.inspect({ importId, options: importOptions.parse(options) });
}

/** Imports a file, and returns the dataset with its text. */
export async function importFile(
  host: TemporaryHost,
  name: string,
  content = fileOf(name),
  options: Partial<ImportOptions> = {},
): Promise<{ dataset: DatasetRecord; text: string }> {
  const importId = await stageFile(host, name, content);
  let dataset: DatasetRecord | null = null;
  for await (const update of await host.client.imports.run({ importId, options: importOptions.parse(options) })) {
    if (update.type === 'imported') ({ dataset } = update);
  }
  if (dataset === null) throw new Error('The import ended without a dataset.');
  const { text } = await host.client.datasets.read({ datasetId: dataset.id, offset: 0, length: 100_000 });
  return { dataset, text };
}

/** The numbers of parts that were left out, by their kind. */
export function leftOutOf({ leftOut = [] }: { leftOut?: LeftOutCounts | undefined }): Record<string, number> {
  return Object.fromEntries(leftOut.map(({ kind, count }) => [kind, count]));
}

export const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');
