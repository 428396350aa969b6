import { computed, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { StudioClient } from '../../../src-main/contract/contract.ts';
import type { ModelFileInspection } from '../../../src-main/contract/model-import-records.ts';
import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import type { OfferedModel } from '../../client/requests/offered-models.ts';
import { guardUnload } from '../../client/files/guard-unload.ts';
import { discardImport, uploadFiles, type Following, type UploadConnection } from '../../client/files/upload-files.ts';
import { inOwnScope } from '../../ui/own-scope.ts';
import { useRestartableAction } from '../../ui/use-action.ts';

export type WeightsInspection = Extract<ModelFileInspection, { kind: 'weights' }>;
export type WeightsOptions = NonNullable<Parameters<StudioClient['modelImports']['inspect']>[0]['options']>;

/** A run or a network on its way in, about which a person is deciding. */
export interface ModelImportDraft {
  readonly name: string;
  /** `refused`: nothing can be made of the file. `done`: the run is there. */
  readonly stage: Readonly<Ref<'bringing' | 'looking' | 'deciding' | 'importing' | 'refused' | 'done'>>;
  /** The progress from 0 to 1 of the present work, or null when it is unknown. */
  readonly progress: Readonly<Ref<number | null>>;
  /** Other choices are being looked at. */
  readonly isLooking: Readonly<Ref<boolean>>;
  readonly inspection: Readonly<ShallowRef<ModelFileInspection | null>>;
  readonly options: Readonly<ShallowRef<WeightsOptions>>;
  readonly failure: Readonly<ShallowRef<unknown>>;
  readonly run: Readonly<ShallowRef<RunRecord | null>>;
  /** Brings the file and looks at it. */
  prepare(): Promise<void>;
  /** Looks at it as it is with other choices; a name changes nothing of it. */
  choose(change: Partial<WeightsOptions>): Promise<void>;
  chooseVocabulary(file: File): Promise<void>;
  import(): Promise<void>;
  /** Ends what is under way; what was brought is there still. */
  cancel(): void;
  /** Lets the host forget the files. */
  discard(): void;
}

/** The draft outlives the dialog's turn in which it was begun, until it is discarded. */
export const createModelImportDraft = (connection: UploadConnection, offered: OfferedModel): ModelImportDraft =>
  inOwnScope((end) => makeDraft(connection, offered, end));

function makeDraft(connection: UploadConnection, offered: OfferedModel, end: () => void): ModelImportDraft {
  const { client } = connection;
  const { name } = offered;
  const share = ref<number | null>(null);
  const inspection = shallowRef<ModelFileInspection | null>(null);
  const options = shallowRef<WeightsOptions>({});
  const made = shallowRef<RunRecord | null>(null);
  /** `true` means that the file has not been looked at yet, or is being looked at for the first time. */
  const isUnseen = ref(true);
  let importId = 'importId' in offered ? offered.importId : null;
  let vocabularyId: string | null = null;

  const upload = (fileName: string, file: File, signal: AbortSignal) =>
    uploadFiles(connection, fileName, [{ path: fileName, file }], following(signal));
  const following = (signal: AbortSignal): Following => ({
    signal,
    onProgress: (done) => (share.value = Math.min(1, done)),
  });

  const bringing = useRestartableAction(async (signal, file: File) => {
    share.value = 0;
    importId = await upload(name, file, signal);
  });
  const looking = useRestartableAction((_signal, id: string) =>
    client.modelImports.inspect({ importId: id, options: options.value }),
  );
  const bringingVocabulary = useRestartableAction(async (signal, file: File) => {
    share.value = null;
    const id = await upload(file.name, file, signal);
    if (vocabularyId !== null) discardImport(client, vocabularyId);
    vocabularyId = id;
    await choose({ vocabulary: { source: 'file', importId: id } });
  });
  const importing = useRestartableAction(async (signal, id: string) => {
    share.value = 0;
    await guardUnload(runImport(id, following(signal)));
    if (made.value !== null) importId = null; // the host has forgotten it
  });

  const stage = computed(() => {
    if (made.value !== null) return 'done';
    if (bringing.isPending.value) return 'bringing';
    if (importing.isPending.value) return 'importing';
    if (!isUnseen.value) return 'deciding';
    return bringing.error.value === null && looking.error.value === null ? 'looking' : 'refused';
  });
  const failure = computed(
    () => importing.error.value ?? bringingVocabulary.error.value ?? bringing.error.value ?? looking.error.value,
  );

  async function look(): Promise<void> {
    if (importId === null) return;
    const seen = await looking.run(importId);
    if (seen === undefined) return;
    inspection.value = seen;
    isUnseen.value = false;
    importing.error.value = null;
    bringingVocabulary.error.value = null;
  }

  async function runImport(id: string, { signal, onProgress }: Following): Promise<void> {
    for await (const update of await client.modelImports.run({ importId: id, options: options.value }, { signal })) {
      if (update.type === 'imported') made.value = update.run;
      else onProgress(update.total === 0 ? 1 : update.done / update.total);
    }
  }

  async function choose(change: Partial<WeightsOptions>): Promise<void> {
    options.value = { ...options.value, ...change };
    if (!('name' in change)) await look();
  }

  return {
    name,
    stage,
    progress: computed(() =>
      bringing.isPending.value || importing.isPending.value || bringingVocabulary.isPending.value ? share.value : null,
    ),
    isLooking: looking.isPending,
    inspection,
    options,
    failure,
    run: made,
    async prepare() {
      if (importId === null && 'file' in offered) await bringing.run(offered.file);
      await look();
    },
    choose,
    chooseVocabulary: async (file) => void (await bringingVocabulary.run(file)),
    async import() {
      if (importId === null || stage.value !== 'deciding') return;
      looking.error.value = null;
      bringingVocabulary.error.value = null;
      await importing.run(importId);
    },
    cancel() {
      for (const action of [bringing, bringingVocabulary, importing]) action.stop();
    },
    discard() {
      end();
      for (const id of [importId, vocabularyId]) if (id !== null) discardImport(client, id);
      importId = null;
      vocabularyId = null;
    },
  };
}
