import { shallowRef, type ShallowRef } from 'vue';
import type { TrashItem } from '../../src-main/contract/trash-records.ts';
import type { Connection } from './connection/connect.ts';
import { followStream } from './connection/follow-stream.ts';

/** The things that were deleted, in this window or anywhere else, and can still be restored; the last one first. Null until they are known. */
export type TrashItems = Readonly<ShallowRef<readonly TrashItem[] | null>>;

export function createTrashItems(connection: Connection): TrashItems {
  const items = shallowRef<readonly TrashItem[] | null>(null);
  void followStream(connection, () => connection.client.trash.changes(), {
    onUpdate: (now) => (items.value = now),
    // Whoever deletes something is told of failures; what is shown here is then merely old.
    onError: () => undefined,
  });
  return items;
}
