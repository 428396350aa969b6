import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that package.json lies in. */
export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

/** `false` means that this is the built program, as it is installed. */
export const runsFromSources = import.meta.url.endsWith('.ts');

export function projectVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8'));
  if (typeof manifest === 'object' && manifest && 'version' in manifest) return String(manifest.version);
  throw new Error('package.json has no version.');
}
