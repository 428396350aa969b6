import { isUtf8 } from 'node:buffer';
import { settledLength } from '../../../src-engine/text/scan-graphemes.ts';
import { StudioError } from '../../contract/errors.ts';
import {
  isDecidedByBytes,
  isOwnText,
  type ImportOptions,
  type TextEncoding,
} from '../../contract/datasets/import-records.ts';
import type { KeepableKind, LeftOutCounts } from '../../contract/datasets/left-out.ts';
import { detectEncoding, leastConfidence, sampleEncoding, type DetectedEncodings } from './detect-encoding.ts';
import type { ContentFile } from './source-file.ts';
import { characterDecoder, type CharacterDecoder } from './text-decoding.ts';

const replacement = '\u{FFFD}';
const lineFeed = 0x0a;
/** Longer pieces that cannot be cut do not come in writing; they are cut nevertheless, so that memory has a bound. */
export const longestPiece = 2 ** 21;

/** The encoding of a file's bytes; UTF-8 where its format has none that could be chosen. */
export async function detectFileEncoding(file: ContentFile): Promise<DetectedEncodings> {
  return detectEncoding(isDecidedByBytes(file.format) ? noSample : await sampleEncoding(file.read()));
}

const noSample = { head: new Uint8Array(0), lines: new Uint8Array(0) };

/** The encoding that was chosen, or the detected one. Throws `dataset-not-text` where none is likely. */
export async function encodingOf(file: ContentFile, chosen: TextEncoding | null): Promise<TextEncoding> {
  if (chosen !== null && !isDecidedByBytes(file.format)) return chosen;
  const { ranking, zeroByte } = await detectFileEncoding(file);
  const [best] = ranking;
  if (best.confidence >= leastConfidence) return best.encoding;
  if (zeroByte !== null) {
    throw new StudioError(
      'dataset-not-text',
      `${file.path} has zero bytes in it, the first as byte ${zeroByte + 1}, so it is no text. If it is a text in UTF-16, choose that encoding; ` +
        'else choose another file, or take the zero bytes out.',
      { reason: 'zero-bytes', name: file.path },
    );
  }
  throw new StudioError(
    'dataset-not-text',
    `${file.path} is not a text in an encoding that could be recognized (UTF-8, UTF-16, Shift_JIS, EUC-JP, Windows-1252). If it is a text, ` +
      'choose its encoding; else choose another file.',
    { reason: 'unknown', name: file.path },
  );
}

export interface Decoding {
  encoding: TextEncoding;
  malformed: ImportOptions['malformed'];
  keep: readonly KeepableKind[];
  /** Hears of every piece of the file that was read. */
  onBytes: (count: number) => void;
  /** Hears of characters that stand for malformed bytes. */
  onReplaced: (count: number) => void;
  /** Hears what was left out of a file of another program so far. */
  onLeftOut: (leftOut: LeftOutCounts) => void;
}

/** The content of a file as bytes: its own ones or, where it is of another program, UTF-8. */
export function contentOf(
  file: ContentFile,
  decoding: Decoding,
): { encoding: TextEncoding; chunks: AsyncIterable<Uint8Array> } {
  const { encoding, malformed, keep, onReplaced, onLeftOut } = decoding;
  const { format } = file;
  if (isOwnText(format)) return { encoding, chunks: file.read() };
  if (file.extract === undefined) throw new Error(`Nothing takes the content out of ${file.path}.`);
  let told = 0;
  const chunks = file.extract({ format, encoding, malformed, keep }, ({ leftOut, replaced }) => {
    onLeftOut(leftOut);
    if (replaced > told) onReplaced(replaced - told);
    told = replaced;
  });
  return { encoding: 'utf-8', chunks };
}

/**
 * The text of a file in pieces of whole characters. Throws `dataset-malformed` with the position of bytes that are not of the encoding,
 * and `dataset-not-text` where there are zero characters.
 */
export async function* decodeFile(file: ContentFile, decoding: Decoding): AsyncGenerator<string> {
  const { malformed, onBytes, onReplaced } = decoding;
  const { encoding, chunks } = contentOf(file, decoding);
  const decoder = characterDecoder(encoding);
  let position = 0;
  let rest: Uint8Array = new Uint8Array(0);

  function decode(bytes: Uint8Array): string {
    let text = decoder.decode(bytes);
    if (text === null) {
      if (malformed === 'refuse') throw malformedBytes(file.path, encoding, position + decoder.firstMalformed(bytes));
      text = decoder.decodeLeniently(bytes);
      onReplaced(text.split(replacement).length - 1);
    }
    if (text.includes('\0')) throw zeroCharacter(file.path, encoding);
    position += bytes.length;
    return text;
  }

  for await (const chunk of chunks) {
    onBytes(chunk.length);
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const complete = decoder.completeLength(bytes);
    rest = bytes.slice(complete);
    if (complete > 0) yield decode(bytes.subarray(0, complete));
  }
  if (rest.length > 0) yield decode(rest);
}

/**
 * Does the same as `decodeFile`, but gives a UTF-8 text as its bytes, which are well-formed then, in pieces between whose ends there is a grapheme boundary. Makes no
 * strings but where something is malformed.
 */
export async function* readUtf8File(file: ContentFile, decoding: Decoding): AsyncGenerator<Uint8Array> {
  const { malformed, onBytes, onReplaced } = decoding;
  const decoder = characterDecoder('utf-8');
  let position = 0;
  let rest: Uint8Array = new Uint8Array(0);

  function check(bytes: Uint8Array): Uint8Array {
    if (bytes.includes(0)) throw zeroCharacter(file.path, 'utf-8');
    const start = position;
    position += bytes.length;
    if (isUtf8(bytes)) return bytes;
    if (malformed === 'refuse') throw malformedBytes(file.path, 'utf-8', start + decoder.firstMalformed(bytes));
    const text = decoder.decodeLeniently(bytes);
    onReplaced(text.split(replacement).length - 1);
    return Buffer.from(text);
  }

  for await (const chunk of contentOf(file, decoding).chunks) {
    onBytes(chunk.length);
    const firstLine = chunk.indexOf(lineFeed) + 1 || chunk.length;
    const begun = rest.length === 0 ? 0 : firstLine;
    // A character begun before is completed by itself, so that most bytes are never copied.
    if (begun > 0) {
      const line = Buffer.concat([rest, chunk.subarray(0, begun)]);
      const settled = settledBytes(line, decoder);
      rest = line.slice(settled);
      if (settled > 0) yield check(line.subarray(0, settled));
    }
    if (begun === chunk.length) continue;
    const bytes = chunk.subarray(begun);
    const settled = settledBytes(bytes, decoder);
    rest = bytes.slice(settled);
    if (settled > 0) yield check(bytes.subarray(0, settled));
  }
  if (rest.length > 0) yield check(rest);
}

/** Returns how many of the bytes can be cut off without what comes after them. */
function settledBytes(bytes: Uint8Array, decoder: CharacterDecoder): number {
  const lines = bytes.lastIndexOf(lineFeed) + 1;
  if (lines > 0) return lines;
  const complete = decoder.completeLength(bytes);
  if (bytes.length > longestPiece) return complete;
  const text = decoder.decode(bytes.subarray(0, complete));
  return text === null ? complete : Buffer.byteLength(text.slice(0, settledLength(text)));
}

function malformedBytes(name: string, encoding: TextEncoding, position: number): StudioError {
  return new StudioError(
    'dataset-malformed',
    `${name} is not in ${encoding}: what begins with byte ${position + 1} is no character of it. Choose another encoding, or let such ` +
      'bytes be replaced with the character U+FFFD.',
    { name, encoding, position: position + 1 },
  );
}

function zeroCharacter(name: string, encoding: TextEncoding): StudioError {
  return new StudioError(
    'dataset-not-text',
    `${name} is not a text in ${encoding}: it has zero bytes in it. Choose another encoding, or another file.`,
    { reason: 'other-encoding', name, encoding },
  );
}
