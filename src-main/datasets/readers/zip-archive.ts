import { crc32 } from 'node:zlib';
import { fromBufferPromise, openPromise, type Entry, type ZipFile } from 'yauzl';
import { StudioError } from '../../contract/errors.ts';
import { ArchiveRefused, type OpenedArchive } from './archive.ts';
import type { OutsideFile } from './outside-file.ts';
import { unpackedRefusal } from './unpacked-refusal.ts';

const mostEntries = 100_000;
/** The characters of all names together, which are held in memory. */
const mostNameCharacters = 2 ** 24;

/**
 * Opens an archive, by its path or its bytes, of which nothing is unpacked to the disk. Only the process for files of other programs does.
 * Throws StudioError `archive-refused` where it is damaged, encrypted, or holds archives, names that lead out of it, or far more than it
 * is large.
 */
export async function openZip(name: string, archive: string | Buffer, maximumBytes: number): Promise<OpenedArchive> {
  const opening =
    typeof archive === 'string' ? openPromise(archive, { autoClose: false }) : fromBufferPromise(archive, {});
  const zip = await opening.catch((error: unknown) => {
    throw damaged(name, error);
  });
  try {
    return { files: await listFiles(name, zip, maximumBytes), close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error instanceof StudioError ? error : damaged(name, error);
  }
}

async function listFiles(name: string, zip: ZipFile, maximumBytes: number): Promise<OutsideFile[]> {
  const files: OutsideFile[] = [];
  const paths = new Set<string>();
  let unpacked = 0;
  let nameCharacters = 0;
  for await (const entry of zip.eachEntry()) {
    nameCharacters += entry.fileName.length;
    if (nameCharacters > mostNameCharacters) throw namesTooLong(name);
    if (entry.fileName.endsWith('/')) continue;
    unpacked += entry.uncompressedSize;
    const sizes = { count: files.length + 1, packed: zip.fileSize, unpacked };
    const refused = entryRefusal(name, entry, paths) ?? sizeRefusal(name, sizes, maximumBytes);
    if (refused !== null) throw refused;
    paths.add(entry.fileName);
    files.push({
      path: entry.fileName,
      bytes: entry.uncompressedSize,
      file: null,
      read: () => readEntry(name, zip, entry),
    });
  }
  return files;
}

function namesTooLong(name: string): ArchiveRefused {
  const why =
    'has names that are far too long, as archives have that are made to do harm. Shorten the names, and pack it once more.';
  return new ArchiveRefused(name, why, { reason: 'long-names' });
}

/** Names that lead out of the archive are refused by yauzl before they come here. */
function entryRefusal(name: string, entry: Entry, paths: ReadonlySet<string>): ArchiveRefused | null {
  const file = entry.fileName;
  if (entry.isEncrypted()) {
    return new ArchiveRefused(name, 'is encrypted. Unpack it with its password, and import the files.', {
      reason: 'encrypted',
    });
  }
  if (!entry.canDecodeFileData()) {
    const why = 'is packed in a way that is not known here. Unpack it, and import the files.';
    return new ArchiveRefused(name, why, { reason: 'unknown-packing' });
  }
  if (/\.(zip|gz|tgz|bz2|xz|7z|rar|zst)$/i.test(file)) {
    const why = `has another archive in it, ${file}. Unpack that one, and import the files.`;
    return new ArchiveRefused(name, why, { reason: 'nested', file });
  }
  if (!paths.has(file)) return null;
  return new ArchiveRefused(name, `has ${file} twice. Pack it once more, and try again.`, { reason: 'twice', file });
}

/** By the archive's own size: entries of a harmful one may share their packed bytes. */
function sizeRefusal(
  name: string,
  { count, packed, unpacked }: { count: number; packed: number; unpacked: number },
  maximumBytes: number,
): ArchiveRefused | null {
  if (count > mostEntries) {
    const details = { reason: 'too-many-files', maximum: mostEntries } as const;
    return new ArchiveRefused(name, `has more than ${mostEntries} files. Join them into fewer.`, details);
  }
  return unpackedRefusal(name, packed, unpacked, maximumBytes);
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
  const why = `is damaged, or no ZIP archive (${detail}). Pack it once more, and try again.`;
  return new ArchiveRefused(name, why, { reason: 'damaged' });
}
