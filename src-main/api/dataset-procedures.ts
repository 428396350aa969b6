import type { Datasets } from '../datasets/datasets.ts';
import type { Imports } from '../datasets/imports.ts';
import type { Implementer } from './implementer.ts';

export function datasetProcedures({ datasets: api }: Implementer, datasets: Datasets, imports: Imports) {
  return {
    list: api.list.handler(() => datasets.list()),
    get: api.get.handler(({ input }) => datasets.get(input.datasetId)),
    preview: api.preview.handler(async ({ input }) => ({
      text: await datasets.preview(input.datasetId, input.characters),
    })),
    import: api.import.handler(({ input }) => imports.importBlob(input.name, input.file, input.options)),
    samples: api.samples.handler(() => imports.samples()),
    importSample: api.importSample.handler(({ input }) => imports.importSample(input.sampleId)),
    rename: api.rename.handler(({ input }) => datasets.rename(input.datasetId, input.name)),
    setTags: api.setTags.handler(({ input }) => datasets.setTags(input.datasetId, input.tags)),
    delete: api.delete.handler(({ input }) => datasets.delete(input.datasetId)),
  };
}
