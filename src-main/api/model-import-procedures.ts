import type { ModelImports } from '../exports/model-imports.ts';
import type { Implementer } from './implementer.ts';

export function modelImportProcedures({ modelImports: api }: Implementer, modelImports: ModelImports) {
  return {
    inspect: api.inspect.handler(({ input }) => modelImports.inspect(input.importId, input.options)),
    run: api.run.handler(({ input, signal }) => modelImports.import(input.importId, input.options, signal)),
  };
}
