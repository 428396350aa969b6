import { hasObjects, isOwnText, type ImportFormat } from '../../contract/datasets/import-records.ts';
import type { UnusableFile } from '../../contract/datasets/unusable-files.ts';
import type { StagedFile, StagedImport } from './staged-file.ts';
import { ArchiveRefused, type OpenArchive } from './archive.ts';
import { chooseFiles, type OpenedFiles, type PossibleFile, type Verdicts } from './choose-files.ts';
import { formatOf, formatOfKind } from './file-formats.ts';
import { OutsideFiles } from './outside-files.ts';
import type { ContentFile, SourceFile } from './source-file.ts';
import { recognizeConll, type ConllVerdict } from './recognize-conll.ts';
import { canBeText, recognizeArchive, recognizeFile, type FileKind } from './recognize-file.ts';

/** The files of an import that become one dataset, in the order of their paths. */
export interface ImportSource {
  name: string;
  files: readonly ContentFile[];
  /** Those that validate, instead of a share of the others that is held back; mostly none. */
  validationFiles: readonly ContentFile[];
  /** That of all files or, where they are texts of several formats, of most. */
  format: ImportFormat;
  /** Formats that the files could be meant in, when neither their names nor their beginnings decide; otherwise none. */
  alternatives: ImportFormat[];
  /** Files beside them that are no texts, or of another format. */
  skippedFiles: string[];
  /** The folder of each file, where each file lies in one and there are several: they may be labels. */
  folders: readonly string[] | null;
  close(): Promise<void>;
}

/** The files that are to be opened, and the way to do it. */
export interface SourceRequest {
  staged: StagedImport;
  /** `null` means the format that most of the files have. */
  wanted: ImportFormat | null;
  openArchive: OpenArchive;
  /** Ends the reading of an archive. */
  signal: AbortSignal;
}

/** The most files that are looked into; the names alone decide about more. */
const mostRecognized = 50;

/**
 * Opens what was staged: files, or those in one archive. Of several files, hidden ones and those that are no texts are passed over. Of
 * several formats, the wanted one is taken, or the one with the most bytes, but texts of whatever formats are taken together; tokens with
 * tags are recognised by the beginnings of their files. Throws `archive-refused`, `dataset-empty`, and `file-not-data`, which says what a
 * file is that no data can be made of.
 */
export async function openSource({ staged, wanted, openArchive, signal }: SourceRequest): Promise<ImportSource> {
  const outside = new OutsideFiles(openArchive, signal);
  try {
    const opened = await openFiles(staged, wanted, outside);
    const verdicts = await recognizeTagged(opened.files, wanted);
    const chosen = chooseFiles(staged.name, opened, wanted, verdicts);
    return { name: staged.name, close: () => outside.close(), ...chosen };
  } catch (error) {
    await outside.close();
    throw error;
  }
}

async function openFiles(
  { name, files }: StagedImport,
  wanted: ImportFormat | null,
  outside: OutsideFiles,
): Promise<OpenedFiles> {
  const archives: StagedFile[] = [];
  const opened: OpenedFiles = { files: [], others: [] };
  for (const staged of files) {
    const file = outside.plain(staged);
    const kind = await kindOf(file, wanted);
    if (kind === 'zip') archives.push(staged);
    else if (kind === 'gzip' || kind === 'zstd') await sortIn(opened, outside.unpacked(staged, kind), wanted);
    else put(opened, file, kind);
  }
  const [archive] = archives;
  if (archive === undefined) return opened;
  if (files.length === 1) return openArchived({ ...archive, path: name }, wanted, outside);
  const why = 'is an archive among other files. Import it by itself, or unpack it.';
  throw new ArchiveRefused(archive.path, why, { reason: 'among-files' });
}

async function openArchived(
  archive: StagedFile,
  wanted: ImportFormat | null,
  outside: OutsideFiles,
): Promise<OpenedFiles> {
  const { path } = archive;
  const files = await outside.archived(archive);
  const opened: OpenedFiles = { files: [], others: [] };
  const whole = recognizeArchive(files.map((file) => file.path));
  if (whole !== null) put(opened, outside.plain(archive), whole);
  else for (const file of files) await sortIn(opened, file, wanted);
  if (whole === null || opened.files.length > 0) return opened;
  return { files: [], others: [{ path, kind: whole }] };
}

/** Looks at a file, and puts it where it belongs. */
async function sortIn(opened: OpenedFiles, file: SourceFile, wanted: ImportFormat | null): Promise<void> {
  const kind = await kindOf(file, wanted);
  put(opened, file, kind === 'zip' ? 'packed' : kind);
}

function put({ files, others }: OpenedFiles, file: SourceFile, kind: UnusableFile | null): void {
  const decided = kind === null ? null : formatOfKind(kind);
  if (kind === null || decided !== null) files.push({ ...file, decided });
  else others.push({ path: file.path, kind });
}

/** Tells what a file is. A person who says that files are texts is believed where they may be something else as well. */
async function kindOf(file: SourceFile, wanted: ImportFormat | null): Promise<FileKind | null> {
  if (/\.zip$/i.test(file.path)) return 'zip';
  for await (const head of file.read()) {
    const kind = recognizeFile(file.path, head);
    if (kind === 'zip' || kind === 'office') return documentKind(file.path) ?? kind;
    return kind !== null && wanted !== null && canBeText(kind) ? null : kind;
  }
  return null;
}

/** Books and documents are archives too, or what Office makes of them when it encrypts them, and are told by their names. */
function documentKind(path: string): FileKind | null {
  const format = formatOf(path);
  if (format === 'epub') return 'book';
  return format === 'docx' ? 'word-document' : null;
}

/**
 * Looks into files that are texts or tables by their names; JSON objects are no columns. A person who says what files
 * are is believed.
 */
async function recognizeTagged(files: readonly PossibleFile[], wanted: ImportFormat | null): Promise<Verdicts> {
  const verdicts = new Map<PossibleFile, ConllVerdict>();
  if (wanted !== null || files.length > mostRecognized) return verdicts;
  for (const file of files) {
    const format = file.decided ?? formatOf(file.path) ?? 'text';
    if (hasObjects(format) || format === 'conll' || !isOwnText(format)) continue;
    const verdict = await recognizeConll(file);
    // A table without blank lines between its rows is what its name says.
    verdicts.set(file, verdict === 'maybe' && format !== 'text' ? 'no' : verdict);
  }
  return verdicts;
}
