import type { ImportOptions } from '../../../../src-main/contract/datasets/import-records.ts';
import type { DatasetRecord, ImportUpdate } from '../../../../src-main/contract/datasets/dataset-records.ts';
import { aDataset, anInspection } from '../sample-records.ts';
import type { FakeHost } from '../fake-host.ts';
import type { Procedures } from './procedures.ts';
import { find, named } from './records.ts';
import { unexpected } from '../unexpected.ts';

function addDataset(host: FakeHost, dataset: DatasetRecord): DatasetRecord {
  host.datasets.push(dataset);
  return dataset;
}

async function* importUpload(
  host: FakeHost,
  { importId, name = importId, options }: { importId: string; name?: string | undefined; options: ImportOptions },
  signal: AbortSignal | undefined,
): AsyncGenerator<ImportUpdate> {
  const text = await new Blob(host.uploads.get(importId)).text();
  yield { type: 'progress', bytesDone: 0, bytesTotal: text.length };
  if (host.holdImport) await new Promise((resolve) => signal?.addEventListener('abort', resolve));
  if (signal?.aborted) return;
  host.imported.push({ name, text, options });
  yield { type: 'imported', dataset: addDataset(host, aDataset({ id: name, name })) };
}

/** Answers about datasets and the files that they come from. */
export const datasetProcedures = (os: Procedures, host: FakeHost) => ({
  datasets: {
    list: os.datasets.list.handler(() => host.datasets),
    get: os.datasets.get.handler(({ input }) => find(host.datasets, input.datasetId)),
    preview: os.datasets.preview.handler(() => host.preview()),
    read: os.datasets.read.handler(({ input }) =>
      input.offset === 0
        ? { text: 'Call me Ishmael.\n', start: 0, end: 17 }
        : { text: `text from ${input.offset} on\n`, start: input.offset, end: input.offset + input.length },
    ),
    rows: os.datasets.rows.handler(({ input }) => ({
      rows: host.rows.slice(input.first, input.first + input.count),
    })),
    sentences: os.datasets.sentences.handler(() => ({ sentences: [] })),
    seriesRows: os.datasets.seriesRows.handler(() => host.seriesRows),
    lengths: os.datasets.lengths.handler(() => null),
    vocabulary: os.datasets.vocabulary.handler(({ input }) => {
      const all = ['e', '\n', 'a', input.tokenizer.type].map((text, id) => ({ id, text, count: 40 - 13 * id }));
      const entries = all.filter(({ text }) => text.includes(input.search));
      return { size: 4, found: entries.length, tokenCount: 82, singletons: 1, entries };
    }),
    tokenize: os.datasets.tokenize.handler(({ input }) => ({
      tokens: (input.tokenizer.type === 'word' ? input.text.split(/(?= )/) : [...input.text]).map((text) => ({
        text,
        id: /[A-Za-z .]/.test(text) ? (text.codePointAt(0) ?? 0) : null,
      })),
    })),
    import: os.datasets.import.handler(async ({ input }) => {
      host.imported.push({ name: input.name, text: await input.file.text(), options: input.options });
      return addDataset(host, aDataset({ id: input.name, name: input.name }));
    }),
    samples: os.datasets.samples.handler(() => [
      {
        id: 'moby-dick',
        kind: 'text',
        name: 'Moby Dick',
        description: 'A novel.',
        licence: 'Public domain',
        bytes: 1_200_000,
      },
    ]),
    importSample: os.datasets.importSample.handler(({ input }) =>
      addDataset(host, aDataset({ id: input.sampleId, name: 'Moby Dick', origin: 'Public domain', bytes: 17 })),
    ),
    rename: os.datasets.rename.handler(({ input }) => Object.assign(find(host.datasets, input.datasetId), input)),
    setTags: os.datasets.setTags.handler(({ input }) => Object.assign(find(host.datasets, input.datasetId), input)),
    addValidation: os.datasets.addValidation.handler(({ input }) => {
      const dataset = find(host.datasets, input.datasetId);
      const validation = { name: input.importId, rows: 12 };
      const report = dataset.report && { ...dataset.report, validation };
      return addDataset(host, {
        ...dataset,
        id: `${dataset.id}-validated`,
        name: `${dataset.name} + ${input.importId}`,
        report,
      });
    }),
    relabel: os.datasets.relabel.handler(unexpected),
    delete: os.datasets.delete.handler(({ input }) => {
      const deleted = find(host.datasets, input.datasetId);
      const before = host.datasets;
      host.datasets = before.filter((dataset) => dataset !== deleted);
      host.trash.put({ kind: 'dataset', ...named(deleted) }, () => (host.datasets = before));
    }),
  },
  imports: {
    begin: os.imports.begin.handler(({ input }) => {
      host.uploads.set(input.name, []);
      return { importId: input.name };
    }),
    append: os.imports.append.handler(({ input }) => {
      const parts = host.uploads.get(input.importId) ?? [];
      parts.push(input.content);
      return { received: parts.reduce((sum, { size }) => sum + size, 0) };
    }),
    inspect: os.imports.inspect.handler(({ input }) => {
      const inspection = anInspection({ name: input.importId, ...host.inspection });
      return { ...inspection, encoding: input.options.encoding ?? inspection.encoding };
    }),
    run: os.imports.run.handler(({ input, signal }) => importUpload(host, input, signal)),
    discard: os.imports.discard.handler(({ input }) => void host.uploads.delete(input.importId)),
  },
});
