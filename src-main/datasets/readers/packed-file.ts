import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline, Transform, type Duplex } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { ArchiveRefused, type OpenedArchive } from './archive.ts';
import { readBytes } from './source-file.ts';
import { unpackedRefusal } from './unpacked-refusal.ts';

/** The ways in which one file is packed by itself. */
export type SinglePacking = 'gzip' | 'zstd';

const unpackers: Readonly<Record<SinglePacking, () => Duplex>> = {
  gzip: () => createGunzip({ chunkSize: readBytes }),
  zstd: () => createZstdDecompress({ chunkSize: readBytes }),
};

/** Returns the name of what is packed in a file: without the ending that tells of the packing. */
export function unpackedName(path: string): string {
  return path.replace(/\.tgz$/i, '.tar').replace(/\.(gz|gzip|zst|zstd)$/i, '');
}

/**
 * Opens a file that is packed by itself as an archive of what is in it, which is unpacked as it is read. Only the process for files of
 * other programs does. Reading rejects with `archive-refused` where it is damaged, or holds far more than it is large.
 */
export async function openPacked(
  packing: SinglePacking,
  name: string,
  path: string,
  maximumBytes: number,
): Promise<OpenedArchive> {
  const { size } = await stat(path);
  const read = () => unpack(packing, { name, path, size, maximumBytes });
  return { files: [{ path: unpackedName(name), bytes: size, file: null, read }], close: () => undefined };
}

interface Packed {
  name: string;
  path: string;
  size: number;
  maximumBytes: number;
}

async function* unpack(packing: SinglePacking, { name, path, size, maximumBytes }: Packed): AsyncGenerator<Uint8Array> {
  let unpacked = 0;
  const limited = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const refused = unpackedRefusal(name, size, (unpacked += chunk.length), maximumBytes);
      if (refused === null) done(null, chunk);
      else done(refused);
    },
  });
  // Whatever goes wrong on the way comes out at its end.
  pipeline(createReadStream(path, { highWaterMark: readBytes }), unpackers[packing](), limited, () => undefined);
  try {
    for await (const chunk of limited as AsyncIterable<Buffer>) yield chunk;
  } catch (error) {
    if (error instanceof ArchiveRefused) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    const why = `is damaged, or not packed with ${packing} (${detail}). Pack it once more, and try again.`;
    throw new ArchiveRefused(name, why, { reason: 'damaged-packing', packing });
  }
}
