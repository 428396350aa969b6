import { extname } from 'node:path';
import { StudioError } from '../../contract/errors.ts';
import { unusableFiles, type UnusableFile } from '../../contract/datasets/unusable-files.ts';

/** The kind of a file that is no text; `zip` may be anything that is packed so, and is told by its content. */
export type FileKind = UnusableFile | 'zip';

/** The bytes that tell a kind of file, from an offset on. */
const signatures: readonly [kind: FileKind, offset: number, bytes: string][] = [
  ['book', 30, 'mimetypeapplication/epub+zip'],
  ['zip', 0, 'PK\x03\x04'],
  ['zip', 0, 'PK\x05\x06'],
  ['picture', 0, '\x89PNG\r\n\x1a\n'],
  ['picture', 0, '\xff\xd8\xff'],
  ['picture', 0, 'GIF8'],
  ['picture', 8, 'WEBP'],
  ['picture', 0, 'II*\0'],
  ['picture', 0, 'MM\0*'],
  ['picture', 0, '8BPS'],
  ['picture', 4, 'ftypheic'],
  ['picture', 4, 'ftypmif1'],
  ['picture', 4, 'ftypavif'],
  ['audio', 4, 'ftypM4A'],
  ['audio', 0, 'ID3'],
  ['audio', 0, '\xff\xfb'],
  ['audio', 0, 'OggS'],
  ['audio', 0, 'fLaC'],
  ['audio', 8, 'WAVE'],
  ['video', 4, 'ftyp'],
  ['video', 0, '\x1aE\xdf\xa3'],
  ['video', 8, 'AVI '],
  ['pdf', 0, '%PDF-'],
  ['document', 0, '{\\rtf'],
  ['office', 0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['database', 0, 'SQLite format 3\0'],
  ['parquet', 0, 'PAR1'],
  ['arrow', 0, 'ARROW1'],
  ['arrow', 0, '\xff\xff\xff\xff'],
  ['old-arrow', 0, 'FEA1'],
  ['numpy', 0, '\x93NUMPY'],
  ['gguf', 0, 'GGUF'],
  ['gguf', 0, 'lmgg'],
  ['tflite', 4, 'TFL3'],
  ['hdf5-file', 0, '\x89HDF\r\n\x1a\n'],
  ['old-pytorch', 0, '\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19'],
  ['packed', 0, 'Rar!\x1a\x07'],
  ['packed', 0, '7z\xbc\xaf\x27\x1c'],
  ['gzip', 0, '\x1f\x8b'],
  ['packed', 0, '\xfd7zXZ\0'],
  ['zstd', 0, '\x28\xb5\x2f\xfd'],
  ['packed', 0, 'BZh'],
  ['packed', 257, 'ustar'],
  ['program', 0, '\x7fELF'],
  ['program', 0, 'MZ\x90\0'],
  ['program', 0, '\xca\xfe\xba\xbe'],
  ['program', 0, '\xcf\xfa\xed\xfe'],
  ['program', 0, '\0asm'],
  ['font', 0, 'wOFF'],
  ['font', 0, 'wOF2'],
  ['font', 0, 'OTTO\0'],
  ['font', 0, '\0\x01\0\0\0'],
];

/** Kinds that are texts too, so that a person may want them as such. */
const textual: ReadonlySet<FileKind> = new Set<FileKind>([
  'tfjs',
  'keras-description',
  'network-description',
  'studio-page',
  'notebook',
  'document',
]);

/** Kinds without bytes of their own at the beginning, by the endings of their names. */
const endings: Readonly<Record<string, UnusableFile>> = {
  '.onnx': 'onnx',
  '.pb': 'saved-model',
  '.pkl': 'pickle',
  '.pickle': 'pickle',
  '.joblib': 'pickle',
};

/** Tells what a file is by its beginning and its name, or null where it may be data. */
export function recognizeFile(path: string, head: Uint8Array): FileKind | null {
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
  const [kind] = signatures.find(([, offset, bytes]) => text.startsWith(bytes, offset)) ?? [];
  if (kind === 'database') return /(^|\/)kioku\.db$/i.test(path) ? 'studio-database' : 'database';
  if (kind !== undefined) return kind;
  const ending = extname(path).toLowerCase();
  // Otherwise a text, whatever its name says.
  if (ending in endings && hasControlCharacter(text)) return endings[ending] ?? null;
  if (isPickle(head) && text.includes('.')) return /[\x95}\]cq]/.test(text.slice(2, 3)) ? 'pickle' : null;
  if (/^.{8}\{"/s.test(text) && text.includes('"data_offsets"')) return 'safetensors-file';
  return recognizeText(text);
}

/** Tells whether there are bytes that no text has: zero bytes and others below the backspace. */
function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character <= '\b');
}

/** A pickle of protocol 2 or later begins with the byte 0x80 and the number of its protocol. */
function isPickle([first, protocol]: Uint8Array): boolean {
  return first === 0x80 && protocol >= 2 && protocol <= 5;
}

/** Says whether a person who wants the file read as a text can have that. */
export function canBeText(kind: FileKind): boolean {
  return textual.has(kind);
}

/** Tells what an archive is by the paths in it, or null where it may hold data. */
export function recognizeArchive(paths: readonly string[]): UnusableFile | null {
  const has = (pattern: RegExp) => paths.some((path) => pattern.test(path));
  if (has(/^word\/document\d*\.xml$/)) return 'word-document';
  if (has(/^xl\/workbook\.(xml|bin)$/)) return 'spreadsheet';
  if (has(/^ppt\/presentation\.xml$/)) return 'slides';
  if (has(/^META-INF\/container\.xml$/)) return 'book';
  if (has(/^content\.xml$/) && has(/^META-INF\/manifest\.xml$/)) return 'document';
  if (has(/^META-INF\/MANIFEST\.MF$/) || has(/^AndroidManifest\.xml$/)) return 'program';
  if (has(/(^|\/)data\.pkl$/)) return 'pytorch-file';
  if (has(/^config\.json$/) && has(/^model\.weights\.h5$/)) return 'keras-file';
  if (has(/^manifest\.json$/) && has(/^metrics\/steps\.jsonl$|^tensors\//)) return 'bundle-file';
  if (paths.length > 0 && paths.every((path) => path.endsWith('.npy'))) return 'numpy';
  const models = /\.(pt|pth|bin|ckpt|safetensors|keras|h5|hdf5|onnx|gguf|tflite|kioku)$/i;
  return has(models) && !has(/\.(txt|text|md|markdown|csv|tsv|tab|jsonl|ndjson)$/i) ? 'models' : null;
}

/** The refusal of a file that no data can be made of, with what it is and what can be done. */
export function notData(name: string, kind: UnusableFile): StudioError {
  const message = unusableFiles[kind].replace('{name}', name);
  return StudioError.relayed({ code: 'file-not-data', message, details: { reason: kind, name } });
}

function recognizeText(text: string): UnusableFile | null {
  if (/^\s*(<!doctype html|<html)/i.test(text)) {
    return / \xc2\xb7 Kioku<\/title>|data-kind="weights"/.test(text) ? 'studio-page' : null;
  }
  if (!/^\s*\{/.test(text)) return null;
  const has = (...keys: string[]) => keys.every((key) => text.includes(`"${key}"`));
  if (has('modelTopology') || (has('weightsManifest') && has('format'))) return 'tfjs';
  if (has('cells', 'nbformat') || has('cells', 'cell_type')) return 'notebook';
  if (has('class_name', 'config') && /"(Sequential|Functional|Model)"/.test(text)) return 'keras-description';
  return has('task', 'input', 'layers') ? 'network-description' : null;
}
