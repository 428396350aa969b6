import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { StudioClient } from '../../../src-main/contract/contract.ts';
import type { ModelFileInspection } from '../../../src-main/contract/model-import-records.ts';
import type { RunRecord } from '../../../src-main/contract/records.ts';
import type { OfferedModel } from '../../client/requests/offered-models.ts';
import { guardUnload } from '../../client/files/guard-unload.ts';
import { discardImport, uploadFiles, type Following, type UploadConnection } from '../../client/files/upload-files.ts';

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

export function createModelImportDraft(connection: UploadConnection, offered: OfferedModel): ModelImportDraft {
  const { client } = connection;
  const { name } = offered;
  const stage = ref<'bringing' | 'looking' | 'deciding' | 'importing' | 'refused' | 'done'>('bringing');
  const progress = ref<number | null>(null);
  const isLooking = ref(false);
  const inspection = shallowRef<ModelFileInspection | null>(null);
  const options = shallowRef<WeightsOptions>({});
  const failure = shallowRef<unknown>(null);
  const run = shallowRef<RunRecord | null>(null);
  let importId = 'importId' in offered ? offered.importId : null;
  let vocabularyId: string | null = null;
  let controller = new AbortController();
  let latestLook = 0;

  const following = (): Following => {
    controller = new AbortController();
    return { signal: controller.signal, onProgress: (share) => (progress.value = Math.min(1, share)) };
  };

  async function look(): Promise<void> {
    if (importId === null) return;
    const call = ++latestLook;
    isLooking.value = true;
    try {
      const seen = await client.modelImports.inspect({ importId, options: options.value });
      if (call !== latestLook) return;
      inspection.value = seen;
      failure.value = null;
      stage.value = 'deciding';
    } catch (error) {
      if (call !== latestLook) return;
      failure.value = error;
      stage.value = inspection.value === null ? 'refused' : 'deciding';
    } finally {
      if (call === latestLook) isLooking.value = false;
    }
  }

  async function runImport(importId: string, { signal, onProgress }: Following): Promise<void> {
    for await (const update of await client.modelImports.run({ importId, options: options.value }, { signal })) {
      if (update.type === 'imported') run.value = update.run;
      else onProgress(update.total === 0 ? 1 : update.done / update.total);
    }
  }

  const choose = async (change: Partial<WeightsOptions>) => {
    options.value = { ...options.value, ...change };
    if (!('name' in change)) await look();
  };

  return {
    name,
    stage,
    progress,
    isLooking,
    inspection,
    options,
    failure,
    run,
    async prepare() {
      failure.value = null;
      try {
        if (importId === null && 'file' in offered) {
          stage.value = 'bringing';
          progress.value = 0;
          importId = await uploadFiles(connection, name, [{ path: name, file: offered.file }], following());
        }
        stage.value = 'looking';
        progress.value = null;
        await look();
      } catch (error) {
        if (controller.signal.aborted) return;
        failure.value = error;
        stage.value = 'refused';
      }
    },
    choose,
    async chooseVocabulary(file) {
      try {
        const id = await uploadFiles(connection, file.name, [{ path: file.name, file }], following());
        if (vocabularyId !== null) discardImport(client, vocabularyId);
        vocabularyId = id;
        await choose({ vocabulary: { source: 'file', importId: id } });
      } catch (error) {
        failure.value = error;
      } finally {
        progress.value = null;
      }
    },
    async import() {
      if (importId === null || stage.value !== 'deciding') return;
      const followed = following();
      stage.value = 'importing';
      progress.value = 0;
      failure.value = null;
      try {
        await guardUnload(runImport(importId, followed));
        if (run.value !== null) importId = null; // the host has forgotten it
      } catch (error) {
        failure.value = followed.signal.aborted ? null : error;
      } finally {
        stage.value = run.value === null ? 'deciding' : 'done';
        progress.value = null;
      }
    },
    cancel: () => controller.abort(),
    discard() {
      controller.abort();
      for (const id of [importId, vocabularyId]) if (id !== null) discardImport(client, id);
      importId = null;
      vocabularyId = null;
    },
  };
}
