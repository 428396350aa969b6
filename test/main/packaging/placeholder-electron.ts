import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../temporary-folder.ts';

/**
 * A folder that looks like Electron's to the packager: its program is only what the packager changes, the fuses, all of them as they are
 * delivered. Elsewhere than on Linux the folder looks otherwise.
 */
export function placeholderElectron(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'resources'));
  const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
  const version = 1;
  // One digit a fuse: 1 is on, 0 is off.
  const delivered = Buffer.from('101100011');
  const wire = Buffer.concat([sentinel, Buffer.from([version, delivered.length]), delivered]);
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.alloc(1000), wire, Buffer.alloc(1000)]), {
    mode: 0o755,
  });
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'version']) writeFileSync(join(folder, name), name);
  return folder;
}
