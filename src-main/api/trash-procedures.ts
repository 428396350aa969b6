import type { Trash } from '../trash/trash.ts';
import type { Implementer } from './implementer.ts';

export function trashProcedures({ trash: api }: Implementer, trash: Trash) {
  return {
    list: api.list.handler(() => trash.list()),
    changes: api.changes.handler(({ signal }) => trash.watch(signal)),
    restore: api.restore.handler(({ input }) => trash.restore(input.ids)),
    empty: api.empty.handler(({ input }) => trash.empty(input.ids)),
  };
}
