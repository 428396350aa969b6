import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';

/** A part of a `.keras` archive. */
export async function readKerasPart(file: Uint8Array, path: string): Promise<Buffer> {
  const zip = await fromBufferPromise(Buffer.from(file));
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName === path) return buffer(await zip.openReadStreamPromise(entry));
  }
  throw new Error(`The file has no ${path}.`);
}
