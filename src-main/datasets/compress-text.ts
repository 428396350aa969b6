import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import type { CompressedChunk } from '../db/text-table.ts';

/** Also bounds what a preview has to read: 100,000 characters are at most 400 kB. */
const chunkBytes = 4 * 2 ** 20;

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

export async function compressText(bytes: Uint8Array): Promise<CompressedChunk[]> {
  const chunks: CompressedChunk[] = [];
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    chunks.push({ compression: 'zstd', content: await compress(bytes.subarray(start, start + chunkBytes)) });
  }
  return chunks;
}

export async function decompressText(chunks: readonly CompressedChunk[]): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (const { content } of chunks) parts.push(await decompress(content, { maxOutputLength: chunkBytes }));
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
