import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { takeDrops } from '../../../client/files/drop-taker.ts';
import type { SelectedFile } from '../../../client/files/selected-file.ts';
import { useStudio } from '../../../client/studio.ts';
import { discardImport, uploadFiles } from '../../../client/files/upload-files.ts';
import { useLocale } from '../../../locales/use-locale.ts';
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
  const progress = ref<number | null>(null);
  const error = shallowRef<unknown>(null);
  const closed = new AbortController();

  const discard = () => {
    if (newRows.value !== null) discardImport(client, newRows.value.importId);
  };
  async function add(files: readonly SelectedFile[]): Promise<void> {
    const [first] = files;
    if (first === undefined || progress.value !== null) return;
    progress.value = 0;
    error.value = null;
    try {
      const importId = await uploadFiles(connection, first.file.name, files, {
        signal: closed.signal,
        onProgress: (share) => (progress.value = share),
      });
      discard();
      newRows.value = { name: first.file.name, importId, treatments: {} };
    } catch (cause) {
      if (!closed.signal.aborted) error.value = cause;
    } finally {
      progress.value = null;
    }
  }
  takeDrops({ hint: t('forecasting.dropRows'), take: (files) => void add(files) });
  onScopeDispose(() => {
    closed.abort();
    discard();
  });
  return {
    progress,
    error,
    add,
    remove() {
      discard();
      newRows.value = null;
      error.value = null;
    },
  };
}
