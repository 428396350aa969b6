import type { Models } from '../models/models.ts';
import type { WordVectors } from '../datasets/word-vectors.ts';
import type { Trash } from '../trash/trash.ts';
import type { Implementer } from './implementer.ts';

export function modelProcedures({ models: api }: Implementer, models: Models, vectors: WordVectors, trash: Trash) {
  return {
    templates: api.templates.handler(() => models.templates()),
    list: api.list.handler(() => models.list()),
    get: api.get.handler(({ input }) => models.get(input.modelId)),
    save: api.save.handler(({ input }) => models.save(input)),
    delete: api.delete.handler(async ({ input }) => {
      const row = models.row(input.modelId);
      if (row !== null) await trash.put('model', row);
    }),
    dataSizes: api.dataSizes.handler(({ input }) => models.dataSizes(input)),
    cutTexts: api.cutTexts.handler(({ input }) => models.cutTexts(input)),
    vectorCoverage: api.vectorCoverage.handler(({ input }) =>
      vectors.coverage(input.importId, input.datasetId, input.tokenizer),
    ),
  };
}
