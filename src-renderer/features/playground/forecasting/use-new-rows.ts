import { computed, onScopeDispose, ref, type Ref, type ShallowRef } from 'vue';
import { takeDrops } from '../../../client/files/drop-taker.ts';
import type { SelectedFile } from '../../../client/files/selected-file.ts';
import { useStudio } from '../../../client/studio.ts';
import { discardImport, uploadFiles } from '../../../client/files/upload-files.ts';
import { useLocale } from '../../../locales/use-locale.ts';
import { useRestartableAction } from '../../../ui/use-action.ts';
import type { ForecastState } from './use-forecast.ts';

interface NewRowsUpload {
  /** 0 to 1 while a file is brought; null otherwise. */
  progress: Readonly<Ref<number | null>>;
  error: ShallowRef<unknown>;
  add(files: readonly SelectedFile[]): Promise<void>;
  /** Forecasts from the run's own rows again. */
  remove(): void;
}

/** Brings files of the same table, chosen or dropped into the window, whose rows are forecast from without any training. */
export function useNewRows({ newRows }: Pick<ForecastState, 'newRows'>): NewRowsUpload {
  const { connection, client } = useStudio();
  const { t } = useLocale();
  const share = ref(0);

  const discard = () => {
    if (newRows.value !== null) discardImport(client, newRows.value.importId);
  };
  const bringing = useRestartableAction(async (signal, files: readonly SelectedFile[]) => {
    const [{ file }] = files;
    share.value = 0;
    const onProgress = (done: number) => (share.value = done);
    const importId = await uploadFiles(connection, file.name, files, { signal, onProgress });
    discard();
    newRows.value = { name: file.name, importId, treatments: {} };
  });
  async function add(files: readonly SelectedFile[]): Promise<void> {
    if (files.length > 0 && !bringing.isPending.value) await bringing.run(files);
  }
  takeDrops({ hint: t('forecasting.dropRows'), take: (files) => void add(files) });
  onScopeDispose(discard);
  return {
    progress: computed(() => (bringing.isPending.value ? share.value : null)),
    error: bringing.error,
    add,
    remove() {
      discard();
      newRows.value = null;
      bringing.error.value = null;
    },
  };
}
