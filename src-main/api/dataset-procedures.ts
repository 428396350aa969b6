import type { Datasets } from '../datasets/datasets.ts';
import type { Imports } from '../datasets/imports/imports.ts';
import { cutIntoTokens, findTokens } from '../datasets/token-views.ts';
import type { Trash } from '../trash/trash.ts';
import type { Implementer } from './implementer.ts';

export function datasetProcedures({ datasets: api }: Implementer, datasets: Datasets, imports: Imports, trash: Trash) {
  return {
    list: api.list.handler(() => datasets.list()),
    get: api.get.handler(({ input }) => datasets.get(input.datasetId)),
    preview: api.preview.handler(async ({ input }) => ({
      text: await datasets.preview(input.datasetId, input.characters),
    })),
    read: api.read.handler(({ input }) =>
      datasets.reader.read(datasets.row(input.datasetId), input.offset, input.length),
    ),
    rows: api.rows.handler(async ({ input }) => ({
      rows: await datasets.reader.rows(datasets.row(input.datasetId), input.first, input.count),
    })),
    seriesRows: api.seriesRows.handler(({ input }) =>
      datasets.reader.seriesRows(datasets.row(input.datasetId), input.first, input.count),
    ),
    sentences: api.sentences.handler(async ({ input }) => ({
      sentences: await datasets.reader.sentences(datasets.row(input.datasetId), input.first, input.count),
    })),
    lengths: api.lengths.handler(({ input }) => datasets.reader.lengths(datasets.row(input.datasetId))),
    vocabulary: api.vocabulary.handler(({ input }) => findTokens(datasets, input)),
    tokenize: api.tokenize.handler(async ({ input }) => ({
      tokens: await cutIntoTokens(datasets, input.datasetId, input.tokenizer, input.text),
    })),
    import: api.import.handler(({ input }) => imports.importBlob(input.name, input.file, input.options)),
    samples: api.samples.handler(() => imports.samples()),
    importSample: api.importSample.handler(({ input }) => imports.importSample(input)),
    rename: api.rename.handler(({ input }) => datasets.rename(input.datasetId, input.name)),
    setTags: api.setTags.handler(({ input }) => datasets.setTags(input.datasetId, input.tags)),
    relabel: api.relabel.handler(({ input }) => imports.relabel(datasets.row(input.datasetId), input)),
    addValidation: api.addValidation.handler(({ input, signal }) =>
      imports.addValidation(datasets.row(input.datasetId), input.importId, signal),
    ),
    delete: api.delete.handler(({ input }) => trash.put('dataset', datasets.requireUnused(input.datasetId))),
  };
}
