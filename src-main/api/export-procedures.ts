import type { Exports } from '../exports/exports.ts';
import type { Implementer } from './implementer.ts';

export function exportProcedures({ exports: api }: Implementer, exports: Exports) {
  return {
    formats: api.formats.handler(({ input }) => exports.formats(input.runId, input.checkpointId)),
    create: api.create.handler(({ input, signal }) => exports.create(input, signal)),
    list: api.list.handler(({ input }) => exports.list(input.runId)),
    read: api.read.handler(({ input }) => exports.read(input.exportId, input.offset, input.length)),
    delete: api.delete.handler(({ input }) => exports.delete(input.exportId)),
  };
}
