import { StudioError } from '../../contract/errors.ts';
import { isTableFormat, type ImportFormat } from '../../contract/datasets/import-records.ts';
import type { UnusableFile } from '../../contract/datasets/unusable-files.ts';
import { datasetSplits } from './dataset-splits.ts';
import { formatOf } from './file-formats.ts';
import { possibleFormats, type ConllVerdict } from './recognize-conll.ts';
import { notData } from './recognize-file.ts';
import type { ContentFile, SourceFile } from './source-file.ts';

/** A file that may be data. */
export interface PossibleFile extends SourceFile {
  /** The format that its bytes decide, whatever a person says; null where they leave it open. */
  decided: ImportFormat | null;
}

export interface OpenedFiles {
  files: PossibleFile[];
  /** Files that no data can be made of, with what they are. */
  others: { path: string; kind: UnusableFile }[];
}

export type Verdicts = ReadonlyMap<PossibleFile, ConllVerdict>;

interface ChosenFiles {
  files: ContentFile[];
  validationFiles: ContentFile[];
  format: ImportFormat;
  alternatives: ImportFormat[];
  skippedFiles: string[];
  folders: string[] | null;
}

/** Chooses the files that become one dataset. Throws `dataset-empty` and `file-not-data` where there are none. */
export function chooseFiles(
  name: string,
  { files: all, others }: OpenedFiles,
  wanted: ImportFormat | null,
  verdicts: Verdicts,
): ChosenFiles {
  const formatOfFile = (file: PossibleFile) =>
    file.decided ?? (verdicts.get(file) === 'yes' ? 'conll' : formatOf(file.path));
  const alternativesOf = (files: readonly PossibleFile[], format: ImportFormat) =>
    files.every((file) => verdicts.get(file) === 'maybe') ? possibleFormats(format) : [];
  const [only] = all;
  const [other] = others;
  if (all.length === 0 && other !== undefined) throw notData(other.path, other.kind);
  if (all.length === 1 && others.length === 0 && only !== undefined) {
    const format = only.decided ?? wanted ?? formatOfFile(only) ?? 'text';
    const alternatives = alternativesOf(all, format);
    return { files: [{ ...only, format }], format, alternatives, ...alone };
  }
  const visible = all.filter(({ path }) => !isHidden(path));
  const format = wanted ?? mostOf(visible, formatOfFile);
  if (visible.length === 0 || format === null) {
    if (other !== undefined) throw notData(other.path, other.kind);
    throw noTextFile(name);
  }
  const isAlike = (found: ImportFormat | null) =>
    found === format || (wanted === null && found !== null && !isTableFormat(found) && !isTableFormat(format));
  const named = visible.filter((file) => isAlike(formatOfFile(file)));
  const chosen = named.length > 0 ? named : visible; // none is called so, but the person says that they are
  const chosenFiles = new Set(chosen);
  const read = chosen.map((file) => ({ ...file, format: file.decided ?? wanted ?? formatOfFile(file) ?? format }));
  const sorted = withoutSharedFolder(read).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const skipped = [
    ...visible.filter((file) => !chosenFiles.has(file)),
    ...others.filter(({ path }) => !isHidden(path)),
  ].map(({ path }) => path);
  const splits = datasetSplits(sorted, skipped);
  const files = splits?.training ?? sorted;
  return {
    files,
    validationFiles: splits?.validation ?? [],
    format,
    alternatives: alternativesOf(chosen, format),
    skippedFiles: [...skipped, ...(splits?.leftOut ?? []).map(({ path }) => path)],
    folders: splits === null ? foldersOf(files) : null,
  };
}

const alone = { validationFiles: [], skippedFiles: [], folders: null };

function noTextFile(name: string): StudioError {
  const message = `There is no text or table in ${name}. Texts end in .txt, .md, .html, .epub, .docx, .pdf or .srt, tables in .csv, .tsv, .jsonl, .parquet or .conll.`;
  return new StudioError('dataset-empty', message, { reason: 'no-text-file', name });
}

/** The format that has the most bytes; null means that none is a text, as far as the names say. */
function mostOf(
  files: readonly PossibleFile[],
  formatOfFile: (file: PossibleFile) => ImportFormat | null,
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
function withoutSharedFolder(files: readonly ContentFile[]): ContentFile[] {
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
