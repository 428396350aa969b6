import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DesktopStudio } from './desktop-studio.ts';
import { expect, openDesktop, test } from './desktop.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The program as the packager leaves it, whose manifest names where newer versions lie and the key of those who make them. */
function packagedProgram({ folder: home }: DesktopStudio): string {
  const folder = join(home, 'program');
  for (const part of ['main', 'preload', 'renderer'])
    cpSync(join(root, 'out', part), join(folder, 'out', part), { recursive: true });
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const { publicKey } = generateKeyPairSync('ed25519');
  const updates = {
    feed: 'https://example.org/kioku',
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'kioku-studio', version: '1.2.3', updates }));
  return folder;
}

test('a newer version is offered, fetched when that is wanted, and installed when the program ends', async ({
  desktop,
}) => {
  test.skip(
    desktop.project !== 'double',
    'A signed newer version would have to lie somewhere; the double only says so.',
  );
  const { page, hands } = await openDesktop(desktop, { program: packagedProgram(desktop), newerVersion: '2.0.0' });
  await hands.choose('Help', 'Check for Updates…');
  await expect(page.getByText('Version 2.0.0 can be downloaded.')).toBeVisible();
  await page.getByRole('button', { name: 'Download 2.0.0' }).click();
  await expect(page.getByText('Version 2.0.0 is installed when the studio ends.')).toBeVisible();
  await page.getByRole('button', { name: 'Restart with 2.0.0' }).click();
  expect(await desktop.ended()).toBe(0);
});
