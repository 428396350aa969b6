import { extname } from 'node:path';
import { StudioError } from '../../contract/errors.ts';
import type { ImportFormat } from '../../contract/import-records.ts';
import { maximumImportBytes, type StagedFile, type StagedImport } from './import-staging.ts';
import { diskFile, type SourceFile } from '../readers/source-file.ts';
import { ArchiveRefused, openZip } from '../readers/zip-archive.ts';

/** The files of an import that are of one format, in the order of their paths. */
export interface ImportSource {
  name: string;
  files: readonly SourceFile[];
  format: ImportFormat;
  /** Files beside them that are no texts, or of another format. */
  skippedFiles: string[];
  /** The folder of each file, where each file lies in one and there are several: they may be labels. */
  folders: readonly string[] | null;
  close(): void;
}

const formats: Readonly<Record<string, ImportFormat>> = {
  '.txt': 'text',
  '.text': 'text',
  '.md': 'text',
  '.markdown': 'text',
  '': 'text',
  '.csv': 'csv',
  '.tsv': 'tsv',
  '.tab': 'tsv',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
};
const zipMagic = Buffer.from([0x50, 0x4b, 0x03, 0x04]);

/**
 * Opens what was staged: files, or those in one archive. Of several files hidden ones and those that are no texts are passed over; of
 * several formats the wanted one is taken, or the one with the most bytes. Throws `archive-refused` and `dataset-empty`.
 */
export async function openSource(staged: StagedImport, wanted: ImportFormat | null): Promise<ImportSource> {
  const opened = await openFiles(staged);
  try {
    return { name: staged.name, close: opened.close, ...chooseFiles(staged.name, opened.files, wanted) };
  } catch (error) {
    opened.close();
    throw error;
  }
}

async function openFiles({ name, files }: StagedImport): Promise<{ files: SourceFile[]; close(): void }> {
  const onDisk = files.map(({ path, file, bytes }) => diskFile(path, file, bytes));
  const archives: StagedFile[] = [];
  for (const [index, file] of files.entries()) if (await isZip(onDisk[index], file.path)) archives.push(file);
  const [archive] = archives;
  if (archive === undefined) return { files: onDisk, close: () => undefined };
  if (files.length === 1) return openZip(name, archive.file, maximumImportBytes);
  const why = 'is an archive among other files. Import it by itself, or unpack it.';
  throw new ArchiveRefused(archive.path, why, { reason: 'among-files' });
}

async function isZip(file: SourceFile, path: string): Promise<boolean> {
  if (/\.zip$/i.test(path)) return true;
  for await (const chunk of file.read()) return zipMagic.equals(chunk.subarray(0, zipMagic.length));
  return false;
}

function chooseFiles(name: string, all: readonly SourceFile[], wanted: ImportFormat | null) {
  const [only] = all;
  if (all.length === 1 && only !== undefined) {
    return { files: all, format: wanted ?? formatOf(only.path) ?? 'text', skippedFiles: [], folders: null };
  }
  const visible = all.filter(({ path }) => !isHidden(path));
  const format = wanted ?? mostOf(visible);
  if (visible.length === 0 || format === null) {
    throw new StudioError(
      'dataset-empty',
      `There is no text file in ${name}. Texts end in .txt, .md, .csv, .tsv or .jsonl.`,
      { reason: 'no-text-file', name },
    );
  }
  const named = visible.filter(({ path }) => formatOf(path) === format);
  const chosen = named.length > 0 ? named : visible; // none is called so, but the person says that they are
  const chosenFiles = new Set(chosen);
  const files = withoutSharedFolder(chosen).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const skippedFiles = visible.filter((file) => !chosenFiles.has(file)).map(({ path }) => path);
  return { files, format, skippedFiles, folders: foldersOf(files) };
}

/** The format that has the most bytes; null: none is a text, as far as the names say. */
function mostOf(files: readonly SourceFile[]): ImportFormat | null {
  const bytes = new Map<ImportFormat, number>();
  for (const file of files) {
    const format = formatOf(file.path);
    if (format !== null) bytes.set(format, (bytes.get(format) ?? 0) + file.bytes);
  }
  return [...bytes].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

/** null: no text, as far as the name says. */
function formatOf(path: string): ImportFormat | null {
  return formats[extname(path).toLowerCase()] ?? null;
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
