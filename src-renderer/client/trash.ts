import { shallowRef, watch, type ShallowRef } from 'vue';
import type { TrashItem, TrashKind } from '../../src-main/contract/trash-records.ts';
import type { Connection } from './connect.ts';
import { followStream } from './follow-stream.ts';
import { useStudio } from './studio.ts';

/** What was deleted, in this window or anywhere else, and can still be had back; the last one first. null until it is known. */
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

/** Calls `reload` whenever something of this kind is deleted or comes back, whichever window it was done in. */
export function reloadWithTrash(kind: TrashKind, reload: () => unknown): void {
  const { trash } = useStudio();
  const idsOfKind = () => (trash.value ?? []).flatMap((item) => (item.kind === kind ? [item.id] : [])).join();
  watch(idsOfKind, () => reload());
}
