import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';

const decompress = promisify(brotliDecompress);

/** Reads one of the texts that come with the studio; those that end in `.br` are compressed. */
export async function readSampleFile(name: string): Promise<string> {
  // With the project's other resources when run from sources; beside this file when built.
  const folder = import.meta.url.endsWith('.ts') ? '../../resources/samples' : './samples';
  const bytes = await readFile(new URL(`${folder}/${name}`, import.meta.url));
  return (name.endsWith('.br') ? await decompress(bytes) : bytes).toString();
}
