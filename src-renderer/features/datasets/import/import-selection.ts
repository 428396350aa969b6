import type { SelectedFile } from '../../../client/files/selected-file.ts';

/** The files that were dropped, chosen or pasted at once. */
export interface Selection {
  name: string;
  files: readonly SelectedFile[];
  /** Left where they are: no text, as far as their names say. */
  skipped: readonly string[];
  /** True when the files came as one folder, false when they happen to lie together. */
  isFolder: boolean;
  /** The files were opened with the desktop program, and the host knows them already: then `files` is empty. */
  staged: { importId: string; bytes: number } | null;
}

/** Endings of what the studio can read. A file by itself may have any. */
export const readableEndings = [
  '.txt',
  '.text',
  '.md',
  '.markdown',
  '.html',
  '.htm',
  '.xhtml',
  '.epub',
  '.docx',
  '.docm',
  '.pdf',
  '.srt',
  '.vtt',
  '.csv',
  '.tsv',
  '.tab',
  '.jsonl',
  '.ndjson',
  '.parquet',
  '.parq',
  '.pq',
  '.arrow',
  '.arrows',
  '.feather',
  '.conll',
  '.conllu',
  '.iob',
  '.iob2',
  '.bio',
  '.zip',
  '.gz',
  '.gzip',
  '.zst',
  '.zstd',
];

const isHidden = (path: string) =>
  path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX' || part === 'node_modules');

function isReadable(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return !name.includes('.') || readableEndings.some((ending) => name.endsWith(ending));
}

/** Returns null when there is nothing to import. Of several files those that cannot be texts stay behind, so that a folder of pictures is not copied. */
export function select(files: readonly SelectedFile[]): Selection | null {
  const visible = files.length === 1 ? files : files.filter(({ path }) => !isHidden(path));
  const [first] = visible;
  if (first === undefined) return null;
  const readable = visible.filter(({ path }) => isReadable(path));
  const taken = visible.length === 1 || readable.length === 0 ? visible : readable;
  const kept = new Set(taken);
  const folder = first.path.includes('/') ? first.path.slice(0, first.path.indexOf('/')) : null;
  const isFolder = folder !== null && visible.every(({ path }) => path.startsWith(`${folder}/`));
  return {
    name: isFolder ? folder : first.file.name,
    files: taken,
    skipped: visible.filter((file) => !kept.has(file)).map(({ path }) => path),
    isFolder,
    staged: null,
  };
}

/** Files of a file dialog; those of a folder know their paths. */
export const filesOf = (files: Iterable<File>): SelectedFile[] =>
  [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));

/** Files of a drop, those in folders too. To be called while the event is handled: its data is gone afterwards. */
export async function filesOfDrop(transfer: DataTransfer): Promise<SelectedFile[]> {
  const entries = [...(transfer.items ?? [])].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  const plain = filesOf(transfer.files);
  if (!entries.some(({ isDirectory }) => isDirectory)) return plain;
  const found = await Promise.all(entries.map(filesIn));
  return found.flat();
}

async function filesIn(entry: FileSystemEntry): Promise<SelectedFile[]> {
  const path = entry.fullPath.replace(/^\//, '');
  if (isHidden(path)) return [];
  if (isFileEntry(entry)) {
    return [{ path, file: await new Promise<File>((resolve, reject) => entry.file(resolve, reject)) }];
  }
  if (!isFolderEntry(entry)) return [];
  const reader = entry.createReader();
  const files: SelectedFile[] = [];
  // A folder is read some entries at a time, until none come.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return files;
    for (const inner of some) files.push(...(await filesIn(inner)));
  }
}

const isFileEntry = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolderEntry = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
