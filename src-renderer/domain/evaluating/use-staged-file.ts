import { computed, onScopeDispose, ref, type Ref, type ShallowRef } from 'vue';
import type { SelectedFile } from '../../client/files/selected-file.ts';
import { discardImport, uploadFiles } from '../../client/files/upload-files.ts';
import { useStudio } from '../../client/studio.ts';
import { useRestartableAction } from '../../ui/use-action.ts';

/** A file that the host has for the time being, until another one comes or the scope ends. */
interface StagedFile {
  name: Readonly<Ref<string | null>>;
  /** `null` while there is none, or it is on its way. */
  importId: Readonly<Ref<string | null>>;
  /** The columns of the file; none where it is no table. */
  columns: Readonly<Ref<string[]>>;
  /** 0 to 1 while the file is brought; null otherwise. */
  progress: Readonly<Ref<number | null>>;
  error: Readonly<ShallowRef<unknown>>;
  /** Brings the files, of which the first gives the name. Does nothing while others are on their way. */
  take(files: readonly SelectedFile[]): Promise<void>;
  /** The host need not keep it any longer. */
  drop(): void;
  /** Somebody else has taken the file over. */
  release(): void;
}

/** `isTable`: the file is looked into for its columns. */
export function useStagedFile({ isTable }: { isTable: boolean }): StagedFile {
  const { client, connection } = useStudio();
  const name = ref<string | null>(null);
  const importId = ref<string | null>(null);
  const columns = ref<string[]>([]);
  const share = ref(0);
  const bringing = useRestartableAction(async (signal, files: readonly SelectedFile[]) => {
    const [{ file }] = files;
    name.value = file.name;
    share.value = 0;
    const onProgress = (done: number) => (share.value = done);
    const id = await uploadFiles(connection, file.name, files, { signal, onProgress });
    if (isTable) {
      const { table } = await client.imports.inspect({ importId: id });
      columns.value = table?.columns.map((column) => column.name) ?? [];
    }
    importId.value = id;
  });

  function release(): void {
    importId.value = null;
    name.value = null;
    columns.value = [];
    bringing.error.value = null;
  }
  function drop(): void {
    if (importId.value !== null) discardImport(client, importId.value);
    release();
  }

  async function take(files: readonly SelectedFile[]): Promise<void> {
    if (files.length === 0 || bringing.isPending.value) return;
    drop();
    await bringing.run(files);
  }

  onScopeDispose(drop);
  const progress = computed(() => (bringing.isPending.value ? share.value : null));
  return { name, importId, columns, progress, error: bringing.error, take, drop, release };
}
