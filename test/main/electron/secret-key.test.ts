import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import type { controls } from './double/controls.ts';
import { startStudio } from './double/started-studio.ts';

vi.mock('electron', () => import('./double/electron.ts'));

/** Starts the desktop program on a folder, and returns the key that its host is told when it asks. */
async function keyIn(folder: string, store: typeof controls.secretStore): Promise<string | null> {
  const studio = await startStudio(folder, (world) => void (world.secretStore = store));
  const host = await studio.readyHost();
  host.says({ type: 'read-secret-key' });
  return ((await host.told('secret-key')).message as unknown as { key: string | null }).key;
}

test('the key of secrets is made once and lies encrypted by the system', async () => {
  const folder = temporaryFolder();
  const key = await keyIn(folder, 'gnome_libsecret');
  expect(Buffer.from(key ?? '', 'base64')).toHaveLength(32);
  const file = join(folder, 'secret-key');
  expect(readFileSync(file, 'utf8')).not.toContain(key);
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await keyIn(folder, 'gnome_libsecret')).toBe(key);
});

test('without a store there is no key, and one that cannot be read now is not replaced', async () => {
  const folder = temporaryFolder();
  expect(await keyIn(folder, null)).toBe(null);
  if (process.platform === 'linux') expect(await keyIn(folder, 'basic_text')).toBe(null);
  expect(existsSync(join(folder, 'secret-key'))).toBe(false);
  const key = await keyIn(folder, 'gnome_libsecret');
  expect(await keyIn(folder, 'kwallet6')).toBe(null);
  expect(await keyIn(folder, 'gnome_libsecret')).toBe(key);
});
