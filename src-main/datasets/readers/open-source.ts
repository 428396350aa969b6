import { StudioError } from '../../contract/errors.ts';
import { hasObjects, type ImportFormat } from '../../contract/datasets/import-records.ts';
import type { UnusableFile } from '../../contract/datasets/unusable-files.ts';
import type { StagedFile, StagedImport } from './staged-file.ts';
import { ArchiveRefused, type OpenArchive, type PackedKind } from './archive.ts';
import { formatOf } from './file-formats.ts';
import { diskFile, type SourceFile } from './source-file.ts';
import { possibleFormats, recognizeConll, type ConllVerdict } from './recognize-conll.ts';
import { canBeText, notData, recognizeArchive, recognizeFile, type FileKind } from './recognize-file.ts';

/** The files of an import that are of one format, in the order of their paths. */
export interface ImportSource {
  name: string;
  files: readonly SourceFile[];
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
 * Opens what was staged: files, or those in one archive. Of several files, hidden ones and those that are no texts are
 * passed over. Of several formats, the wanted one is taken, or the one with the most bytes; tokens with tags are
 * recognised by the beginnings of their files. Throws `archive-refused`, `dataset-empty`, and `file-not-data`, which
 * says what a file is that no data can be made of.
 */
export async function openSource(request: SourceRequest): Promise<ImportSource> {
  const { staged, wanted } = request;
  const opened = await openFiles(request);
  try {
    const format = opened.format ?? wanted;
    const verdicts = await recognizeTagged(opened.files, format);
    return { name: staged.name, close: opened.close, ...chooseFiles(staged.name, opened, format, verdicts) };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

interface OpenedFiles {
  files: SourceFile[];
  /** Files that no data can be made of, with what they are. */
  others: { path: string; kind: UnusableFile }[];
  /** The format that the bytes decide, whatever a person says; null where they leave it open. */
  format: ImportFormat | null;
  close(): Promise<void>;
}

async function openFiles(request: SourceRequest): Promise<OpenedFiles> {
  const { files } = request.staged;
  // The person says that the files are texts, so that those that are something else as well count as such.
  const isTextWanted = request.wanted !== null;
  const archives: { packed: PackedKind; staged: StagedFile }[] = [];
  const texts: SourceFile[] = [];
  const others: OpenedFiles['others'] = [];
  for (const { path, file, bytes } of files) {
    const source = diskFile(path, file, bytes);
    const kind = await kindOf(source, isTextWanted);
    // One table is read like an archive of its rows; tables among other files are no texts.
    if (kind === 'zip' || (kind === 'parquet' && files.length === 1)) {
      archives.push({ packed: kind, staged: { path, file, bytes } });
    } else if (kind === null) texts.push(source);
    else others.push({ path, kind });
  }
  const [archive] = archives;
  if (archive === undefined) return { files: texts, others, format: null, close: async () => undefined };
  if (files.length === 1) return openArchived(archive, request);
  const why = 'is an archive among other files. Import it by itself, or unpack it.';
  throw new ArchiveRefused(archive.staged.path, why, { reason: 'among-files' });
}

async function openArchived(
  { packed, staged: file }: { packed: PackedKind; staged: StagedFile },
  { staged: { name }, wanted, openArchive, signal }: SourceRequest,
): Promise<OpenedFiles> {
  const { files, close } = await openArchive(packed, { ...file, path: name }, signal);
  if (packed === 'parquet') return { files, others: [], format: 'parquet', close };
  try {
    const whole = recognizeArchive(files.map(({ path }) => path));
    if (whole !== null) return { files: [], others: [{ path: name, kind: whole }], format: null, close };
    const texts: SourceFile[] = [];
    const others: OpenedFiles['others'] = [];
    for (const file of files) {
      const kind = await kindOf(file, wanted !== null);
      if (kind === null || kind === 'zip') texts.push(file);
      else others.push({ path: file.path, kind });
    }
    return { files: texts, others, format: null, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function kindOf(file: SourceFile, isTextWanted: boolean): Promise<FileKind | null> {
  if (/\.zip$/i.test(file.path)) return 'zip';
  for await (const head of file.read()) {
    const kind = recognizeFile(file.path, head);
    return kind !== null && isTextWanted && canBeText(kind) ? null : kind;
  }
  return null;
}

type Verdicts = ReadonlyMap<SourceFile, ConllVerdict>;

/**
 * Looks into files that are texts or tables by their names; JSON objects are no columns. A person who says what files
 * are is believed.
 */
async function recognizeTagged(files: readonly SourceFile[], wanted: ImportFormat | null): Promise<Verdicts> {
  const verdicts = new Map<SourceFile, ConllVerdict>();
  if (wanted !== null || files.length > mostRecognized) return verdicts;
  for (const file of files) {
    const format = formatOf(file.path) ?? 'text';
    if (hasObjects(format) || format === 'conll') continue;
    const verdict = await recognizeConll(file);
    // A table without blank lines between its rows is what its name says.
    verdicts.set(file, verdict === 'maybe' && format !== 'text' ? 'no' : verdict);
  }
  return verdicts;
}

function chooseFiles(
  name: string,
  { files: all, others }: OpenedFiles,
  wanted: ImportFormat | null,
  verdicts: Verdicts,
): Pick<ImportSource, 'files' | 'format' | 'alternatives' | 'skippedFiles' | 'folders'> {
  const formatOfFile = (file: SourceFile) => (verdicts.get(file) === 'yes' ? 'conll' : formatOf(file.path));
  const alternativesOf = (files: readonly SourceFile[], format: ImportFormat) =>
    files.every((file) => verdicts.get(file) === 'maybe') ? possibleFormats(format) : [];
  const [only] = all;
  const [other] = others;
  if (all.length === 0 && other !== undefined) throw notData(other.path, other.kind);
  if (all.length === 1 && others.length === 0 && only !== undefined) {
    const format = wanted ?? formatOfFile(only) ?? 'text';
    return { files: all, format, alternatives: alternativesOf(all, format), skippedFiles: [], folders: null };
  }
  const visible = all.filter(({ path }) => !isHidden(path));
  const format = wanted ?? mostOf(visible, formatOfFile);
  if (visible.length === 0 || format === null) {
    if (other !== undefined) throw notData(other.path, other.kind);
    throw new StudioError(
      'dataset-empty',
      `There is no text file in ${name}. Texts end in .txt, .md, .csv, .tsv, .jsonl or .conll.`,
      { reason: 'no-text-file', name },
    );
  }
  const named = visible.filter((file) => formatOfFile(file) === format);
  const chosen = named.length > 0 ? named : visible; // none is called so, but the person says that they are
  const chosenFiles = new Set(chosen);
  const alternatives = alternativesOf(chosen, format);
  const files = withoutSharedFolder(chosen).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const skippedFiles = [
    ...visible.filter((file) => !chosenFiles.has(file)),
    ...others.filter(({ path }) => !isHidden(path)),
  ].map(({ path }) => path);
  return { files, format, alternatives, skippedFiles, folders: foldersOf(files) };
}

/** The format that has the most bytes; null means that none is a text, as far as the names say. */
function mostOf(
  files: readonly SourceFile[],
  formatOfFile: (file: SourceFile) => ImportFormat | null,
): ImportFormat | null {
  const bytes = new Map<ImportFormat, number>();
  for (const file of files) {
    const format = formatOfFile(file);
    if (format !== null) bytes.set(format, (bytes.get(format) ?? 0) + file.bytes);
  }
  return [...bytes].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

function isHidden(path: string): boolean {
  return path
    .split('/')
    .some((part) => part.startsWith('.') || part === '__MACOSX' || /^(thumbs\.db|desktop\.ini)$/i.test(part));
}

/** A folder that holds everything says nothing. */
function withoutSharedFolder(files: readonly SourceFile[]): SourceFile[] {
  const [first] = files;
  const folder = first === undefined ? '' : first.path.slice(0, first.path.indexOf('/') + 1);
  if (folder === '' || !files.every(({ path }) => path.startsWith(folder))) return [...files];
  return withoutSharedFolder(files.map((file) => ({ ...file, path: file.path.slice(folder.length) })));
}

function foldersOf(files: readonly SourceFile[]): string[] | null {
  const parts = files.map(({ path }) => path.split('/'));
  if (!parts.every(({ length }) => length === 2)) return null;
  const folders = parts.map(([folder]) => folder);
  return new Set(folders).size > 1 ? folders : null;
}
