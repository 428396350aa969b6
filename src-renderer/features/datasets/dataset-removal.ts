import { shallowRef, type ShallowRef } from 'vue';
import { useStudio } from '../../client/studio.ts';
import { useLocale } from '../../locales/use-locale.ts';
import { showToast } from '../../ui/toasts.ts';

/** Datasets that are about to be deleted are no longer shown. */
const hidden = shallowRef<ReadonlySet<string>>(new Set());

/** One that was imported again is wanted after all. */
export function keepDataset(id: string): void {
  hidden.value = new Set([...hidden.value].filter((other) => other !== id));
}

/** Deletes a dataset in a way that can be taken back: it is gone from the screen at once, and from the disk when the toast goes. */
export function useDatasetRemoval(): {
  hidden: Readonly<ShallowRef<ReadonlySet<string>>>;
  remove(dataset: { id: string; name: string }): void;
} {
  const { t, errorText } = useLocale();
  const { client } = useStudio();

  async function deleteNow(datasetId: string): Promise<void> {
    if (!hidden.value.has(datasetId)) return;
    try {
      await client.datasets.delete({ datasetId });
    } catch (error) {
      keepDataset(datasetId);
      showToast('failed', errorText(error));
    }
  }

  return {
    hidden,
    remove({ id, name }) {
      hidden.value = new Set([...hidden.value, id]);
      showToast('done', t('datasets.deleted', { name }), {
        label: t('actions.undo'),
        run: () => keepDataset(id),
        otherwise: () => void deleteNow(id),
      });
    },
  };
}
