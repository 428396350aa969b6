import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import {
  hasObjects,
  type ImportContent,
  type ImportOptions,
  type Inspection,
} from '../../../../src-main/contract/datasets/import-records.ts';
import { columnsOf } from '../../../../src-main/contract/datasets/content-roles.ts';
import type { DatasetRecord } from '../../../../src-main/contract/datasets/dataset-records.ts';
import { isConnectionError, studioErrorOf } from '../../../client/connection/errors.ts';
import { guardUnload } from '../../../client/files/guard-unload.ts';
import {
  discardImport,
  totalBytes,
  uploadFiles,
  type Following,
  type UploadConnection,
} from '../../../client/files/upload-files.ts';
import { inOwnScope } from '../../../ui/own-scope.ts';
import { useRestartableAction } from '../../../ui/use-action.ts';
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
  keep: [],
  content: null,
};

/** The choices that decide how the files are read, apart from those that decide what becomes of them. */
const looks = ['encoding', 'format', 'header', 'keep'] as const;

/** The draft outlives the page on which it was begun, until it is discarded. */
export const createImportDraft = (
  connection: UploadConnection,
  selection: Selection,
  suggestedName: string,
): ImportDraft => inOwnScope((end) => makeDraft(connection, selection, suggestedName, end));

function makeDraft(
  connection: UploadConnection,
  selection: Selection,
  suggestedName: string,
  end: () => void,
): ImportDraft {
  const { client } = connection;
  const name = ref(suggestedName);
  const severalFiles = selection.files.length > 1;
  const apart = ref(severalFiles && !selection.isFolder);
  const options = shallowRef<ImportOptions>(usual);
  const inspection = shallowRef<Inspection | null>(null);
  const share = ref<number | null>(null);
  /** The reason why the first of several files was refused, where each was to become a dataset and all were refused. */
  const refusal = shallowRef<unknown>(null);
  let importId = selection.staged?.importId ?? null;

  const content = computed(() => options.value.content ?? inspection.value?.suggestion ?? null);
  const following = (signal: AbortSignal): Following => ({
    signal,
    onProgress: (done) => (share.value = Math.min(1, done)),
  });
  /** The host was started anew since. Files of the page can be brought once more; others have to be opened again, as the error says. */
  async function unlessGone<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (isGone(error) && selection.staged === null) importId = null;
      throw error;
    }
  }

  const looking = useRestartableAction((_signal, id: string) =>
    unlessGone(client.imports.inspect({ importId: id, options: options.value })),
  );
  const bringing = useRestartableAction(async (signal) => {
    share.value = 0;
    importId = await uploadFiles(connection, name.value, selection.files, following(signal));
  });
  const importing = useRestartableAction(async (signal, take: (files: ImportedFiles) => void) =>
    take(await unlessGone(apart.value ? oneByOne(signal) : together(signal))),
  );
  const stage = computed(() => {
    if (bringing.isPending.value) return 'bringing';
    return importing.isPending.value ? 'importing' : 'deciding';
  });

  const failure = computed(() => importing.error.value ?? refusal.value ?? bringing.error.value ?? looking.error.value);
  function forgetFailures(): void {
    for (const error of [importing.error, refusal, bringing.error, looking.error]) error.value = null;
  }

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
    const seen = await looking.run(importId);
    if (seen === undefined) return;
    inspection.value = seen;
    // The columns have changed, so that earlier choices about them say nothing any more.
    const { content: chosen } = options.value;
    if (chosen !== null && !fits(chosen, seen)) options.value = { ...options.value, content: null };
  }

  async function together(signal: AbortSignal): Promise<ImportedFiles> {
    if (importId === null) {
      await bringing.run();
      if (bringing.error.value !== null) throw bringing.error.value;
    }
    if (importId === null) return nothing();
    share.value = 0;
    const chosenName = name.value.trim() || suggestedName;
    const dataset = await guardUnload(runImport(client, importId, chosenName, options.value, following(signal)));
    importId = null;
    return { datasets: [dataset], failures: [] };
  }

  async function oneByOne(signal: AbortSignal): Promise<ImportedFiles> {
    const { files } = selection;
    const result = nothing();
    const { cleanUps } = options.value;
    for (const [index, file] of files.entries()) {
      // Bringing and importing are two halves of a file's share.
      const half = (done: 0 | 1): Following => ({
        signal,
        onProgress: (part) => (share.value = Math.min(1, (index + (done + part) / 2) / files.length)),
      });
      try {
        const id = await uploadFiles(connection, file.path, [file], half(0));
        try {
          const own = runImport(client, id, file.file.name, { ...usual, cleanUps }, half(1));
          result.datasets.push(await guardUnload(own));
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
    forgetFailures();
    if (importId === null) await bringing.run();
    await look();
  }

  function stop(): void {
    bringing.stop();
    importing.stop();
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
    progress: computed(() => (stage.value === 'deciding' ? null : share.value)),
    inspecting: looking.isPending,
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
      forgetFailures();
      // The host tells what it makes of the columns that are chosen, and what it has to ask.
      const isContent =
        isComplete(change.content ?? null, (inspection.value?.table ?? null) !== null) && 'content' in change;
      if (looks.some((key) => key in change) || isContent) void look();
    },
    async run() {
      forgetFailures();
      share.value = null;
      let imported = nothing();
      await importing.run((files) => (imported = files));
      if (imported.datasets.length === 0) refusal.value = imported.failures[0]?.error ?? null;
      return imported;
    },
    cancel: stop,
    discard() {
      end();
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
