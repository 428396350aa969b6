import type { Datasets } from '../datasets/datasets.ts';
import type { Implementer } from './implementer.ts';

export function datasetProcedures({ datasets: api }: Implementer, datasets: Datasets) {
  return {
    list: api.list.handler(() => datasets.list()),
    get: api.get.handler(({ input }) => datasets.get(input.datasetId)),
    preview: api.preview.handler(async ({ input }) => ({
      text: await datasets.preview(input.datasetId, input.characters),
    })),
    import: api.import.handler(({ input }) => datasets.import(input.name, input.file)),
    samples: api.samples.handler(() => datasets.samples()),
    importSample: api.importSample.handler(({ input }) => datasets.importSample(input.sampleId)),
    delete: api.delete.handler(({ input }) => datasets.delete(input.datasetId)),
  };
}
