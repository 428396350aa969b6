import type { CreateExport, ExportRecord } from '../../../src-main/contract/export-records.ts';
import type { ModelImportUpdate } from '../../../src-main/contract/model-import-records.ts';
import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import type { StartRun } from '../../../src-main/contract/runs/start-records.ts';
import type { Host } from '../../../src-main/host/host.ts';
import { importFox, runIn } from '../temporary-host.ts';
import { tinyModel } from '../runs/tiny-model.ts';

type Client = Pick<Host, 'client'>;

/** 4 epochs of 40 steps, well under a second. */
export const tinyTraining: StartRun['train'] = {
  batchSize: 10,
  sequenceLength: 10,
  epochs: 4,
  backend: 'reference',
  seed: 7,
};

export async function trainTiny(host: Client, changes: Partial<StartRun> = {}): Promise<RunRecord> {
  const datasetId = changes.datasetId ?? (await importFox(host));
  const run = await host.client.runs.start({ model: tinyModel, train: tinyTraining, ...changes, datasetId });
  return runIn(host, run.id, 'finished', 'failed');
}

export async function exportRun({ client }: Client, input: CreateExportInput): Promise<ExportRecord> {
  for await (const update of await client.exports.create(input)) if (update.type === 'exported') return update.export;
  throw new Error('The export ended without a file.');
}

type CreateExportInput = Omit<Partial<CreateExport>, 'options'> &
  Pick<CreateExport, 'runId' | 'format'> & { options?: Partial<CreateExport['options']> };

export async function bytesOf({ client }: Client, { id, bytes }: ExportRecord): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Blob[] = [];
  for (let offset = 0; offset < bytes;) {
    const part = await client.exports.read({ exportId: id, offset, length: 100_000 });
    if (part.size === 0) throw new Error('The file is shorter than it says.');
    parts.push(part);
    offset += part.size;
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

export async function stageFile({ client }: Client, name: string, content: Uint8Array<ArrayBuffer>): Promise<string> {
  const { importId } = await client.imports.begin({ name, files: [{ path: name, bytes: content.length }] });
  await client.imports.append({ importId, file: 0, content: new Blob([content]) });
  return importId;
}

export type ImportOptions = NonNullable<Parameters<Host['client']['modelImports']['run']>[0]['options']>;

export async function importModelFile(
  host: Client,
  name: string,
  content: Uint8Array<ArrayBuffer>,
  options: ImportOptions = {},
): Promise<RunRecord> {
  const importId = await stageFile(host, name, content);
  let last: ModelImportUpdate | null = null;
  for await (const update of await host.client.modelImports.run({ importId, options })) last = update;
  if (last?.type !== 'imported') throw new Error('The import ended without a run.');
  return last.run;
}
