import { watch } from 'vue';
import type { TrashKind } from '../../src-main/contract/trash-records.ts';
import { useStudio } from './studio.ts';

/** Calls `reload` whenever something of this kind is deleted or comes back, whichever window it was done in. */
export function reloadWithTrash(kind: TrashKind, reload: () => unknown): void {
  const { trash } = useStudio();
  const idsOfKind = () => (trash.value ?? []).flatMap((item) => (item.kind === kind ? [item.id] : [])).join();
  watch(idsOfKind, () => reload());
}
