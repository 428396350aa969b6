import { crc32 } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { StudioError } from '../contract/errors.ts';
import type { SourceFile } from './source-file.ts';

const mostEntries = 100_000;
/** Texts shrink to a third, very monotonous ones to a hundredth; what shrinks more is made to fill the disk. */
const largestRatio = 250;
/** Below this size any ratio will do. */
const harmlessBytes = 16 * 2 ** 20;

/** An open ZIP archive, of which nothing is unpacked to the disk. */
export interface ZipArchive {
  files: SourceFile[];
  close(): void;
}

/**
 * Opens an archive. Throws StudioError `archive-refused` where it is damaged, encrypted, or holds archives, names that lead out of it, or far more
 * than it is large.
 */
export async function openZip(name: string, path: string, maximumBytes: number): Promise<ZipArchive> {
  const zip = await openPromise(path, { autoClose: false }).catch((error: unknown) => {
    throw damaged(name, error);
  });
  try {
    return { files: await listFiles(name, zip, maximumBytes), close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error instanceof StudioError ? error : damaged(name, error);
  }
}

async function listFiles(name: string, zip: ZipFile, maximumBytes: number): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  const paths = new Set<string>();
  let unpacked = 0;
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue;
    unpacked += entry.uncompressedSize;
    const why = whyRefused(entry, paths) ?? whyTooLarge(files.length + 1, zip.fileSize, unpacked, maximumBytes);
    if (why !== null) throw refusal(name, why);
    paths.add(entry.fileName);
    files.push({ path: entry.fileName, bytes: entry.uncompressedSize, read: () => readEntry(name, zip, entry) });
  }
  return files;
}

/** Names that lead out of the archive are refused by yauzl before they come here. */
function whyRefused(entry: Entry, paths: ReadonlySet<string>): string | null {
  if (entry.isEncrypted()) return 'is encrypted. Unpack it with its password, and import the files.';
  if (!entry.canDecodeFileData()) return 'is packed in a way that is not known here. Unpack it, and import the files.';
  if (/\.(zip|gz|tgz|bz2|xz|7z|rar|zst)$/i.test(entry.fileName)) {
    return `has another archive in it, ${entry.fileName}. Unpack that one, and import the files.`;
  }
  return paths.has(entry.fileName) ? `has ${entry.fileName} twice. Pack it once more, and try again.` : null;
}

/** By the archive's own size: entries of a harmful one may share their packed bytes. */
function whyTooLarge(count: number, packed: number, unpacked: number, maximumBytes: number): string | null {
  if (count > mostEntries) return `has more than ${mostEntries} files. Join them into fewer.`;
  if (unpacked > maximumBytes) {
    return `holds more than ${maximumBytes / 2 ** 20} MB. Split it into smaller ones.`;
  }
  return unpacked > Math.max(harmlessBytes, packed * largestRatio)
    ? `claims to hold ${Math.round(unpacked / Math.max(packed, 1))} times as much as it is large, as archives do that are made to do harm.`
    : null;
}

/** Throws where there is more or less, or something else, than the directory says. */
async function* readEntry(name: string, zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  let sum = 0;
  try {
    const stream = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      sum = crc32(chunk, sum);
      yield chunk;
    }
  } catch (error) {
    throw damaged(name, error);
  }
  if (sum !== entry.crc32) throw damaged(name, new Error(`${entry.fileName} has another checksum than stated`));
}

function damaged(name: string, error: unknown): StudioError {
  const detail = error instanceof Error ? error.message : String(error);
  return refusal(name, `is damaged, or no ZIP archive (${detail}). Pack it once more, and try again.`);
}

function refusal(name: string, why: string): StudioError {
  return new StudioError('archive-refused', `${name} ${why} Nothing was imported.`, { name, reason: why });
}
