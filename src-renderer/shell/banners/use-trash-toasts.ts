import { watch } from 'vue';
import type { TrashItem } from '../../../src-main/contract/trash-records.ts';
import { useStudio } from '../../client/studio.ts';
import { useLocale } from '../../locales/use-locale.ts';
import { closeToast, showToast } from '../../ui/messages/toasts.ts';

/** Deletions within this time of each other are told together. */
const togetherMs = 2000;

interface DeletionToast {
  toastId: number;
  items: readonly TrashItem[];
}

/** Tells of everything that is deleted, in whichever window, with the way back; and no longer once it is back or gone for good. */
export function useTrashToasts(): void {
  const { client, trash } = useStudio();
  const { t, errorText } = useLocale();
  const known = new Set<string>();
  let shown: DeletionToast[] = [];

  const nameOf = ({ kind, name }: TrashItem) => (kind === 'model' ? name.trim() || t('models.untitled') : name);
  const textOf = (items: readonly TrashItem[]) => {
    const [first] = items;
    if (items.length > 1) return t('trash.deletedMany', {}, items.length);
    return first.step === null
      ? t('trash.deleted', { name: nameOf(first) })
      : t('trash.checkpointDeleted', { name: nameOf(first), step: first.step });
  };

  async function restore(items: readonly TrashItem[]): Promise<void> {
    try {
      await client.trash.restore({ ids: items.map(({ id }) => id) });
    } catch (error) {
      showToast('failed', errorText(error));
    }
  }

  function show(items: readonly TrashItem[]): void {
    const at = Math.max(...items.map(({ trashedAt }) => trashedAt));
    const related = shown.filter(({ items: [other] }) => at - other.trashedAt < togetherMs);
    const all = [...items, ...related.flatMap((toast) => toast.items)];
    for (const { toastId } of related) closeToast(toastId);
    const action = { label: t('actions.undo'), run: () => void restore(all) };
    shown = [
      ...shown.filter((toast) => !related.includes(toast)),
      { toastId: showToast('done', textOf(all), action), items: all },
    ];
  }

  watch(
    trash,
    (items) => {
      if (items === null) return;
      const present = new Set(items.map(({ id }) => id));
      const added = items.filter(({ id }) => !known.has(id));
      for (const { toastId } of shown.filter((toast) => !toast.items.some(({ id }) => present.has(id))))
        closeToast(toastId);
      shown = shown.filter((toast) => toast.items.some(({ id }) => present.has(id)));
      known.clear();
      for (const id of present) known.add(id);
      if (added.length > 0) show(added);
    },
    { immediate: true },
  );
}
