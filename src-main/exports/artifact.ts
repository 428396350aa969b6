import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';
import { ZipFile } from 'yazl';
import type { ExportFile } from '../../src-engine/interchange/export-file.ts';

/** Longest part of a run's name in that of its file. A system allows 255 bytes for all of it, of which a kanji takes three. */
const longestName = 80;
const mostNameBytes = 180;
/** Windows means devices by them, whatever comes after a dot. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/** Also what the files of an archive say, so that the same export has the same bytes. */
const modified = new Date('2000-01-01T00:00:00Z');

/**
 * An export as one file on the disk: the file itself where there is just one, else a ZIP archive of a folder. Gives its name, which says
 * of which run and step it is.
 */
export function artifactName(runName: string, step: number | null, files: readonly ExportFile[]): string {
  const [first] = files;
  const isOne = files.length === 1 && !first.path.includes('/');
  return `${nameOfRun(runName, step)}${isOne ? extname(first.path) : '.zip'}`;
}

/** Turns a name into one that every system accepts for a file. */
export function nameOfRun(runName: string, step: number | null): string {
  const plain = runName
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  const short = cut(plain);
  return [short === '' ? 'model' : short, ...(step === null ? [] : [`step-${step}`])]
    .join('-')
    .replace(deviceName, '$1-run');
}

function cut(name: string): string {
  let bytes = 0;
  const kept: string[] = [];
  for (const character of name) {
    bytes += Buffer.byteLength(character);
    if (kept.length === longestName || bytes > mostNameBytes) break;
    kept.push(character);
  }
  return kept.join('').replace(/[-.]+$/, '');
}

/** Writes the files of an export into a folder, and gives the name under which they lie there. */
export async function writeNamedArtifact(
  folder: string,
  { name: runName, step }: { name: string; step: number },
  files: readonly ExportFile[],
): Promise<string> {
  const name = artifactName(runName, step, files);
  await writeArtifact(join(folder, name), files);
  return name;
}

export async function writeArtifact(path: string, files: readonly ExportFile[]): Promise<void> {
  if (!path.endsWith('.zip')) return writeFile(path, files[0].bytes);
  const zip = new ZipFile();
  for (const file of files) zip.addBuffer(Buffer.from(file.bytes), file.path, { mtime: modified, mode: 0o100644 });
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
}

/** The files of an export as they lie on the disk. */
export async function readArtifact(path: string): Promise<ExportFile[]> {
  if (!path.endsWith('.zip')) return [{ path: `model${extname(path)}`, bytes: new Uint8Array(await readFile(path)) }];
  const zip = await openPromise(path, { autoClose: false });
  try {
    const files: ExportFile[] = [];
    for await (const entry of zip.eachEntry()) {
      const chunks: Buffer[] = [];
      for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) chunks.push(chunk);
      files.push({ path: entry.fileName, bytes: new Uint8Array(Buffer.concat(chunks)) });
    }
    return files;
  } finally {
    zip.close();
  }
}

export async function hashFile(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
