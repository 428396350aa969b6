import type { Imports } from '../datasets/imports/imports.ts';
import type { Implementer } from './implementer.ts';

export function importProcedures({ imports: api }: Implementer, imports: Imports) {
  const { staging } = imports;
  return {
    begin: api.begin.handler(async ({ input }) => ({ importId: await staging.begin(input.name, input.files) })),
    append: api.append.handler(async ({ input: { importId, file, content, offset } }) => ({
      received: await staging.append(importId, file, content, offset),
    })),
    inspect: api.inspect.handler(({ input }) => imports.inspect(input.importId, input.options)),
    run: api.run.handler(({ input, signal }) =>
      imports.importStaged(input.importId, input.name, input.options, signal),
    ),
    discard: api.discard.handler(({ input }) => staging.discard(input.importId)),
  };
}
