import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Puts files where installers of other jobs would lie, so that what is done with those can be tried: each is a text, and the list of versions
 * names them by their true hashes.
 */
export function standInInstallers(folder: string, version: string): void {
  mkdirSync(folder, { recursive: true });
  const files = ['linux-x86_64.AppImage', 'linux-amd64.deb', 'mac-arm64.dmg', 'win-x64.exe'].map((ending) => {
    const name = `Kioku-Studio-${version}-${ending}`;
    const content = Buffer.from(`Stands in for ${name}.\n`);
    writeFileSync(join(folder, name), content);
    return { name, size: content.length, sha512: createHash('sha512').update(content).digest('base64') };
  });
  const [{ name, size, sha512 }] = files;
  const list = [`version: ${version}`, 'files:', `  - url: ${name}`, `    sha512: ${sha512}`, `    size: ${size}`];
  writeFileSync(join(folder, 'latest-linux.yml'), `${list.join('\n')}\nreleaseDate: '2026-01-01T00:00:00.000Z'\n`);
}
