import { existsSync, realpathSync } from 'node:fs';
import { posix } from 'node:path';

/** The questions to the system, so that a test can answer for another one. */
export interface PythonSystem {
  platform: NodeJS.Platform;
  environment: NodeJS.ProcessEnv;
  exists(file: string): boolean;
  /** Follows links to their end. */
  realPath(file: string): string;
}

const thisSystem: PythonSystem = {
  platform: process.platform,
  environment: process.env,
  exists: existsSync,
  realPath: realpathSync,
};

/** Behind these lie Apple's own Pythons, where a person has installed its tools for developers. */
const developerTools = [
  '/Library/Developer/CommandLineTools/usr/bin/python3',
  '/Applications/Xcode.app/Contents/Developer/usr/bin/python3',
];

/**
 * The Pythons to try, in this order; `KIOKU_PYTHON` names another one before them. On a Mac `/usr/bin/python3` only opens a dialog that offers
 * Apple's tools for developers where these are missing, and is never among them.
 */
export function pythonPrograms(system: PythonSystem = thisSystem): string[] {
  const { platform, environment, exists, realPath } = system;
  const named = environment['KIOKU_PYTHON'];
  const first = named === undefined || named === '' ? [] : [named];
  if (platform !== 'darwin') return [...first, 'python3', '/usr/bin/python3', 'python'];
  const folders = (environment['PATH'] ?? '').split(':').filter((folder) => folder !== '');
  const found = folders.flatMap((folder) => ['python3', 'python'].map((program) => posix.join(folder, program)));
  const isOfApple = (file: string) => posix.dirname(realPath(file)) === '/usr/bin';
  return [...first, ...found, ...developerTools].filter((file) => exists(file) && !isOfApple(file));
}
