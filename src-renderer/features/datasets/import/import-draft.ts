import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import {
  hasObjects,
  type ImportContent,
  type ImportOptions,
  type Inspection,
} from '../../../../src-main/contract/datasets/import-records.ts';
import { columnsOf } from '../../../../src-main/contract/datasets/content-roles.ts';
import type { DatasetRecord } from '../../../../src-main/contract/records.ts';
import { isConnectionError, studioErrorOf } from '../../../client/connection/errors.ts';
import { guardUnload } from '../../../client/files/guard-unload.ts';
import {
  discardImport,
  totalBytes,
  uploadFiles,
  type Following,
  type UploadConnection,
} from '../../../client/files/upload-files.ts';
import { isComplete } from './complete-content.ts';
import type { Selection } from './import-selection.ts';
import { runImport } from './run-import.ts';

/** The reasons that keep files from being imported as chosen. */
export type Obstacle = 'empty' | 'format' | 'not-text' | 'malformed' | 'columns' | 'question' | 'refused';

/** An import that a person is deciding about. What was decided stays, whatever fails. */
export interface ImportDraft {
  readonly selection: Selection;
  /** The name of all files together. */
  readonly suggestedName: string;
  readonly name: Ref<string>;
  /** Several files each become a dataset of their own. */
  readonly apart: Readonly<Ref<boolean>>;
  keepApart(isApart: boolean): void;
  readonly options: Readonly<ShallowRef<ImportOptions>>;
  /** The choices made, or else the host's suggestions; null before it has looked. */
  readonly content: ComputedRef<ImportContent | null>;
  readonly inspection: Readonly<ShallowRef<Inspection | null>>;
  readonly stage: Readonly<Ref<'bringing' | 'deciding' | 'importing'>>;
  /** The progress from 0 to 1 of the present work, or null when it is unknown. */
  readonly progress: Readonly<Ref<number | null>>;
  readonly inspecting: Readonly<Ref<boolean>>;
  readonly failure: Readonly<ShallowRef<unknown>>;
  readonly obstacle: ComputedRef<Obstacle | null>;
  /** Tells whether the draft holds choices that would be missed. */
  readonly touched: ComputedRef<boolean>;
  /** Brings the files and looks at them; what is there already is kept. */
  prepare(): Promise<void>;
  choose(change: Partial<ImportOptions>): void;
  /** Rejects with nothing: failures are told in `failure`. Empty when it failed or was cancelled. */
  run(): Promise<ImportedFiles>;
  cancel(): void;
  /** Lets the host forget the files. */
  discard(): void;
}

interface ImportedFiles {
  datasets: DatasetRecord[];
  failures: { name: string; error: unknown }[];
}

/** Less certain than this, the host does not decide by itself. */
const leastConfidence = 0.5;

const usual: ImportOptions = {
  encoding: null,
  malformed: 'refuse',
  cleanUps: ['byte-order-mark'],
  format: null,
  header: null,
  content: null,
};

/** The choices that decide how the files are read, apart from those that decide what becomes of them. */
const looks = ['encoding', 'format', 'header'] as const;

export function createImportDraft(
  connection: UploadConnection,
  selection: Selection,
  suggestedName: string,
): ImportDraft {
  const { client } = connection;
  const name = ref(suggestedName);
  const severalFiles = selection.files.length > 1;
  const apart = ref(severalFiles && !selection.isFolder);
  const options = shallowRef<ImportOptions>(usual);
  const inspection = shallowRef<Inspection | null>(null);
  const stage = ref<'bringing' | 'deciding' | 'importing'>('deciding');
  const progress = ref<number | null>(null);
  const inspecting = ref(false);
  const failure = shallowRef<unknown>(null);
  let importId = selection.staged?.importId ?? null;
  let controller = new AbortController();
  let latestLook = 0;

  const content = computed(() => options.value.content ?? inspection.value?.suggestion ?? null);
  /** The host was started anew since. Files of the page can be brought once more; others have to be opened again, as the error says. */
  const forget = (error: unknown) => {
    if (isGone(error) && selection.staged === null) importId = null;
  };
  const following = (): Following => {
    controller = new AbortController();
    return { signal: controller.signal, onProgress: (share) => (progress.value = Math.min(1, share)) };
  };

  const obstacle = computed((): Obstacle | null => {
    if ((selection.staged?.bytes ?? totalBytes(selection.files)) === 0) return 'empty';
    const seen = inspection.value;
    if (apart.value || seen === null) return null;
    const { encoding, malformed } = options.value;
    const confidence = seen.encodings.find((known) => known.encoding === seen.encoding)?.confidence ?? 0;
    if (encoding === null && confidence < leastConfidence) return 'not-text';
    if (confidence === 0 && malformed === 'refuse') return 'malformed';
    if (seen.alternatives.length > 0) return 'format';
    if (!isComplete(content.value, seen.table !== null)) return 'columns';
    if (seen.refusal !== null) return 'refused';
    return seen.questions.length > 0 ? 'question' : null;
  });

  async function look(): Promise<void> {
    if (importId === null) return;
    const call = ++latestLook;
    inspecting.value = true;
    try {
      const seen = await client.imports.inspect({ importId, options: options.value });
      if (call !== latestLook) return;
      inspection.value = seen;
      failure.value = null;
      // Other columns than before: what was chosen of them says nothing any more.
      const { content: chosen } = options.value;
      if (chosen !== null && !fits(chosen, seen)) options.value = { ...options.value, content: null };
    } catch (error) {
      if (call !== latestLook) return;
      failure.value = error;
      forget(error);
    } finally {
      if (call === latestLook) inspecting.value = false;
    }
  }

  async function bring(): Promise<void> {
    if (importId !== null) return;
    stage.value = 'bringing';
    progress.value = 0;
    try {
      importId = await uploadFiles(connection, name.value, selection.files, following());
    } finally {
      stage.value = 'deciding';
    }
  }

  async function together(): Promise<ImportedFiles> {
    await bring();
    if (importId === null) return nothing();
    stage.value = 'importing';
    progress.value = 0;
    const dataset = await guardUnload(
      runImport(client, importId, name.value.trim() || suggestedName, options.value, following()),
    );
    importId = null;
    return { datasets: [dataset], failures: [] };
  }

  async function oneByOne(): Promise<ImportedFiles> {
    const { files } = selection;
    const result = nothing();
    stage.value = 'importing';
    const { signal } = following();
    const { cleanUps } = options.value;
    for (const [index, file] of files.entries()) {
      // Bringing and importing are two halves of a file's share.
      const half = (done: 0 | 1): Following => ({
        signal,
        onProgress: (share) => (progress.value = (index + (done + share) / 2) / files.length),
      });
      try {
        const id = await uploadFiles(connection, file.path, [file], half(0));
        try {
          const importing = runImport(client, id, file.file.name, { ...usual, cleanUps }, half(1));
          result.datasets.push(await guardUnload(importing));
        } catch (error) {
          discardImport(client, id);
          throw error;
        }
      } catch (error) {
        if (signal.aborted || isConnectionError(error)) throw error;
        result.failures.push({ name: file.path, error });
      }
    }
    return result;
  }

  async function prepare(): Promise<void> {
    if (apart.value || obstacle.value === 'empty' || stage.value !== 'deciding') return;
    failure.value = null;
    try {
      await bring();
      await look();
    } catch (error) {
      failure.value = controller.signal.aborted ? null : error;
    }
  }

  return {
    selection,
    suggestedName,
    name,
    apart,
    options,
    content,
    inspection,
    stage,
    progress,
    inspecting,
    failure,
    obstacle,
    touched: computed(() => name.value !== suggestedName || options.value !== usual),
    keepApart(isApart) {
      apart.value = isApart;
      void prepare();
    },
    prepare,
    choose(change) {
      options.value = { ...options.value, ...change };
      failure.value = null;
      // The host tells what it makes of the columns that are chosen, and what it has to ask.
      const isContent =
        isComplete(change.content ?? null, (inspection.value?.table ?? null) !== null) && 'content' in change;
      if (looks.some((key) => key in change) || isContent) void look();
    },
    async run() {
      failure.value = null;
      try {
        const result = await (apart.value ? oneByOne() : together());
        if (result.datasets.length === 0) failure.value = result.failures[0]?.error ?? null;
        return result;
      } catch (error) {
        failure.value = controller.signal.aborted ? null : error;
        forget(error);
        return nothing();
      } finally {
        stage.value = 'deciding';
        progress.value = null;
      }
    },
    cancel: () => controller.abort(),
    discard() {
      controller.abort();
      if (importId !== null) discardImport(client, importId);
      importId = null;
    },
  };
}

const nothing = (): ImportedFiles => ({ datasets: [], failures: [] });

const isGone = (error: unknown) => studioErrorOf(error)?.code === 'import-not-found';

function fits(content: ImportContent, { table, folders, format }: Inspection): boolean {
  if (table === null) return content.kind === 'text' ? content.textColumn === null : folders !== null;
  if ((content.kind === 'tagged') !== (format === 'conll') && !hasObjects(format)) return false;
  const names = new Set<string | null>(table.columns.map(({ name }) => name));
  return columnsOf(content).every((column) => names.has(column));
}
