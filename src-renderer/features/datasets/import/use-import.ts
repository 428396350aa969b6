import { shallowRef, type ShallowRef } from 'vue';
import { useRouter } from 'vue-router';
import type { DatasetRecord } from '../../../../src-main/contract/datasets/dataset-records.ts';
import { isModelFile } from '../../../../src-main/contract/model-file-endings.ts';
import { queueForTurn } from '../../../client/requests/import-turn.ts';
import { offerModels } from '../../../client/requests/offered-models.ts';
import { useStudio } from '../../../client/studio.ts';
import type { SelectedFile } from '../../../client/files/selected-file.ts';
import { useLocale } from '../../../locales/use-locale.ts';
import { showToast } from '../../../ui/messages/toasts.ts';
import { createImportDraft, type ImportDraft } from './import-draft.ts';
import { select, type Selection } from './import-selection.ts';

/** The import that is being decided about, wherever it was begun; what came meanwhile waits. */
const draft = shallowRef<ImportDraft | null>(null);
const waiting = shallowRef<readonly Selection[]>([]);
queueForTurn('dataset', () => draft.value !== null);

/** Files that were opened with the desktop program. */
interface StagedFiles {
  importId: string;
  name: string;
  files: readonly { path: string; bytes: number }[];
}

export interface Import {
  draft: Readonly<ShallowRef<ImportDraft | null>>;
  waiting: Readonly<ShallowRef<readonly Selection[]>>;
  /** Shows what the files look like, and imports them as the person then chooses. Runs and networks among them go their own way. */
  offerFiles(files: readonly SelectedFile[]): void;
  /** The same with files that the host knows already. */
  offerStaged(opened: StagedFiles): void;
  /** Imports what is decided about, and goes to it. */
  confirm(): Promise<void>;
  /** Closes the draft. What was chosen can be had back for a while. */
  giveUp(): void;
  /** Rejects when the text is refused, so that whoever holds it keeps it. */
  importText(name: string, text: string): Promise<void>;
  importSample(sampleId: string, name: string): Promise<void>;
}

export function useImport(): Import {
  const { client, connection } = useStudio();
  const { t, errorText } = useLocale();
  const router = useRouter();

  const begin = (selection: Selection) => {
    const { name, files, isFolder } = selection;
    const several = files.length > 1 && !isFolder;
    const suggested = several ? t('datasets.import.severalFiles', { name, n: files.length - 1 }) : name;
    show(createImportDraft(connection, selection, suggested));
  };
  const show = (next: ImportDraft) => {
    draft.value = next;
    void next.prepare();
  };
  const close = () => {
    const [next, ...others] = waiting.value;
    draft.value = null;
    waiting.value = others;
    if (next !== undefined) begin(next);
  };

  const offer = (selection: Selection) => {
    const present = draft.value;
    if (present === null) return begin(selection);
    if (present.stage.value === 'deciding' && (present.obstacle.value !== null || present.failure.value !== null)) {
      present.discard();
      begin(selection);
    } else {
      waiting.value = [...waiting.value, selection];
    }
  };

  const arrived = async (datasets: readonly DatasetRecord[], known: ReadonlySet<string>) => {
    const [first] = datasets;
    if (datasets.length > 1) {
      showToast('done', t('datasets.importedMany', {}, datasets.length));
      await router.push({ name: 'datasets' });
    } else if (first !== undefined) {
      const { id, name } = first;
      showToast('done', t(known.has(id) ? 'datasets.known' : 'datasets.imported', { name }));
      await router.push({ name: 'dataset', params: { datasetId: id } });
    }
  };
  const knownIds = async () => new Set((await client.datasets.list()).map(({ id }) => id));
  const announce = async (add: () => Promise<DatasetRecord>) => {
    const known = await knownIds();
    await arrived([await add()], known);
  };

  return {
    draft,
    waiting,
    offerFiles(files) {
      const models = files.filter(({ file }) => isModelFile(file.name));
      const isProject = models.some(({ path }) => path.includes('/'));
      // Files in one folder with a network belong to it and are no texts of their own.
      const selection = isProject ? null : select(files.filter((file) => !models.includes(file)));
      // A dataset comes first: a run that was trained on it is then whole when its turn comes.
      if (selection !== null) offer(selection);
      offerModels(models.map(({ file }) => ({ name: file.name, file })));
    },
    offerStaged({ importId, name, files }) {
      if (isModelFile(name)) return offerModels([{ name, importId }]);
      const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
      offer({ name, files: [], skipped: [], isFolder: true, staged: { importId, bytes } });
    },
    async confirm() {
      const present = draft.value;
      if (present === null || present.stage.value !== 'deciding' || present.obstacle.value !== null) return;
      const known = await knownIds().catch(() => new Set<string>());
      const { datasets, failures } = await present.run();
      if (datasets.length === 0) return;
      for (const { name, error } of failures) {
        showToast('failed', t('datasets.importFailed', { name, reason: errorText(error) }));
      }
      close();
      await arrived(datasets, known);
    },
    giveUp() {
      const present = draft.value;
      if (present === null) return;
      present.cancel();
      close();
      if (!present.touched.value) return present.discard();
      showToast('done', t('datasets.import.givenUp', { name: present.name.value }), {
        label: t('datasets.import.resumeImport'),
        run: () => show(present),
        otherwise: () => present.discard(),
      });
    },
    importText: (name, text) =>
      announce(() => client.datasets.import({ name, file: new Blob([text], { type: 'text/plain' }) })),
    importSample: (sampleId, name) => announce(() => client.datasets.importSample({ sampleId, name })),
  };
}
