import { parseUpdateInfo } from 'electron-updater/out/providers/Provider.js';
import { createHash, sign, type KeyObject } from 'node:crypto';
import { createReadStream, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * Signs every list of versions (`latest*.yml`) in a folder, beside it, and gives the signatures' paths. Throws where a file that a list names
 * is not in the folder as the list says: what is signed is installed.
 */
export async function signUpdateLists(folder: string, privateKey: KeyObject): Promise<string[]> {
  const lists = readdirSync(folder).filter((name) => /^latest.*\.yml$/.test(name));
  const signatures: string[] = [];
  for (const name of lists) {
    const path = join(folder, name);
    const list = readFileSync(path, 'utf8');
    const { files } = parseUpdateInfo(list, name, new URL(`file:///${name}`));
    for (const file of files) await checkFile(join(folder, decodeURIComponent(file.url)), file.sha512, name);
    writeFileSync(`${path}.sig`, `${sign(null, Buffer.from(list), privateKey).toString('base64')}\n`);
    signatures.push(`${path}.sig`);
  }
  return signatures;
}

async function checkFile(path: string, sha512: string, list: string): Promise<void> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(path), hash).catch((error: Error) => {
    throw new Error(`${list} is not signed, as it names ${path}, which cannot be read: ${error.message}`);
  });
  if (hash.digest('base64') !== sha512)
    throw new Error(`${list} is not signed, as ${path} is another file than the one that it names.`);
}
