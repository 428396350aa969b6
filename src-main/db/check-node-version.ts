import { StudioError } from '../contract/errors.ts';

/** zstd came to Node with 22.15; better-sqlite3's binary ends the process with a segmentation fault on Node 20. */
const needed: readonly [number, number] = [22, 15];

/** Called before the native SQLite binding is loaded. Throws `internal` with a sentence that says what to do. */
export function checkNodeVersion(version: string = process.versions.node): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > needed[0] || (major === needed[0] && minor >= needed[1])) return;
  throw new StudioError(
    'internal',
    `Kioku Studio needs Node ${needed.join('.')} or newer, and this is Node ${version}. ` +
      'In the project folder "npm run kioku" and "npm start" use the Node that npm install put there; elsewhere install a newer one.',
    { reason: 'node-too-old', version },
  );
}
