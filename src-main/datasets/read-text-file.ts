import { isUtf8 } from 'node:buffer';
import { StudioError } from '../contract/errors.ts';

export const maximumTextBytes = 256 * 2 ** 20;

export interface TextFile {
  /** UTF-8, without a byte order mark. */
  bytes: Uint8Array;
  byteOrderMarkRemoved: boolean;
}

/** Accepts UTF-8 text. Throws `dataset-empty`, `dataset-too-large` (before reading) or `dataset-not-text`. */
export async function readTextFile(name: string, file: Blob): Promise<TextFile> {
  if (file.size > maximumTextBytes) {
    const maximum = maximumTextBytes / 2 ** 20;
    const size = Math.ceil(file.size / 2 ** 20);
    throw new StudioError(
      'dataset-too-large',
      `${name} has ${size} MB; a text may have ${maximum} MB. Split it into smaller files.`,
      { name, size, maximum },
    );
  }
  const content = new Uint8Array(await file.arrayBuffer());
  const byteOrderMarkRemoved = content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf;
  const bytes = byteOrderMarkRemoved ? content.subarray(3) : content;
  if (bytes.length === 0) {
    throw new StudioError('dataset-empty', `${name} is empty. Choose a file with text in it.`, { name });
  }
  const problem = whyNotText(bytes);
  if (problem !== null) {
    throw new StudioError('dataset-not-text', `${name} ${problem} Save it as a UTF-8 text file and try again.`, {
      name,
    });
  }
  return { bytes, byteOrderMarkRemoved };
}

function whyNotText(bytes: Uint8Array): string | null {
  const littleEndian = bytes[0] === 0xff && bytes[1] === 0xfe;
  const bigEndian = bytes[0] === 0xfe && bytes[1] === 0xff;
  if (littleEndian || bigEndian) return 'is written in UTF-16.';
  if (bytes.includes(0)) return 'is not a text: it has zero bytes in it.';
  return isUtf8(bytes) ? null : 'is not a text in UTF-8.';
}
