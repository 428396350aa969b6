import { shallowRef, type ShallowRef } from 'vue';
import { useRouter } from 'vue-router';
import type { DatasetRecord } from '../../../src-main/contract/records.ts';
import { useStudio } from '../../client/studio.ts';
import { useLocale } from '../../locales/use-locale.ts';
import { showToast } from '../../ui/toasts.ts';
import { importFile } from './import-file.ts';

/** Names of the texts that are being imported now, wherever the import was begun. */
const importing = shallowRef<readonly string[]>([]);

/** Counts finished imports, so that a list on the screen knows that it is out of date. */
const importCount = shallowRef(0);

export interface Import {
  importing: Readonly<ShallowRef<readonly string[]>>;
  importCount: Readonly<ShallowRef<number>>;
  /** Adds files one by one. Each failure is told by name and stops none of the others. One file alone is opened. */
  importFiles(files: readonly File[]): Promise<void>;
  /** Rejects when the text is refused, so that whoever holds it keeps it. */
  importText(name: string, text: string): Promise<void>;
  importSample(sampleId: string, name: string): Promise<void>;
}

export function useImport(): Import {
  const { client } = useStudio();
  const { t, errorText } = useLocale();
  const router = useRouter();

  const announce = async (name: string, call: () => Promise<DatasetRecord>) => {
    importing.value = [...importing.value, name];
    try {
      const dataset = await call();
      importCount.value += 1;
      return dataset;
    } finally {
      const index = importing.value.indexOf(name);
      importing.value = importing.value.toSpliced(index, 1);
    }
  };

  const open = (dataset: DatasetRecord) => router.push({ name: 'dataset', params: { datasetId: dataset.id } });

  return {
    importing,
    importCount,
    async importFiles(files) {
      const added: DatasetRecord[] = [];
      for (const file of files) {
        try {
          added.push(await announce(file.name, () => importFile(client, file)));
        } catch (error) {
          showToast('failed', t('datasets.importFailed', { name: file.name, reason: errorText(error) }));
        }
      }
      if (added.length === 0) return;
      if (added.length === 1) {
        showToast('done', t('datasets.imported', { name: added[0].name }));
        await open(added[0]);
      } else {
        showToast('done', t('datasets.importedMany', {}, added.length));
        await router.push({ name: 'datasets' });
      }
    },
    async importText(name, text) {
      const file = new Blob([text], { type: 'text/plain' });
      await open(await announce(name, () => client.datasets.import({ name, file })));
    },
    async importSample(sampleId, name) {
      await open(await announce(name, () => client.datasets.importSample({ sampleId })));
    },
  };
}
