import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { mostSharedBytes } from '../../../src-main/contract/shell-contract.ts';
import { nameOnDisk } from '../../../src-main/electron/desktop/shared-files.ts';
import { controls } from './double/controls.ts';
import { app } from './double/program.ts';
import { ended, shellOf, startStudio } from './double/started-studio.ts';

vi.mock('electron', () => import('./double/electron.ts'));

test('a file that the page has made is shared under its name, with its bytes, and is gone when the program is', async () => {
  const studio = await startStudio();
  const host = await studio.readyHost();
  const shell = await shellOf(studio);
  const bytes = Uint8Array.from({ length: 100_000 }, (_, place) => place % 251);
  await shell.files.share({ name: 'Fox 狐.html', content: new Blob([bytes]) });
  await shell.files.share({ name: 'Fox 狐.html', content: new Blob(['another report']) });

  const [[first], [second]] = controls.shared.map(({ filePaths = [] }) => filePaths);
  expect(basename(first)).toBe('Fox 狐.html');
  expect(new Uint8Array(readFileSync(first))).toEqual(bytes);
  // What was shared before is still being read, perhaps.
  expect(readFileSync(second, 'utf8')).toBe('another report');

  app.quit();
  await host.told('close');
  host.says({ type: 'bye' });
  await ended();
  expect([first, second, dirname(first)].filter((path) => existsSync(path))).toEqual([]);
});

test.each([
  ['../../.ssh/authorized_keys', 'ssh authorized_keys'],
  ['/etc/passwd', 'etc passwd'],
  ['C:\\Windows\\win.ini', 'C Windows win.ini'],
  ['.hidden.html', 'hidden.html'],
  ['report\u0000.html\u202ecod', 'report .html cod'],
  ['  ', 'Kioku Studio'],
  ['..', 'Kioku Studio'],
  ['Fox · Loss.png', 'Fox · Loss.png'],
])('a name that leads elsewhere, or says what it is not, does not: %j', (given, name) => {
  expect(nameOnDisk(given)).toBe(name);
});

test('a name is as long as a disk allows, and keeps its ending', () => {
  const name = nameOnDisk(`${'狐'.repeat(100)}.html`);
  expect(name).toMatch(/^狐+\.html$/);
  expect(Buffer.byteLength(name)).toBeGreaterThan(250);
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
});

test('a file that is too large, or for which there is no room, is refused with what to do', async () => {
  const studio = await startStudio();
  await studio.readyHost();
  const shell = await shellOf(studio);
  const folder = join(studio.folder, 'temporary');
  for (const name of ['TMPDIR', 'TEMP']) vi.stubEnv(name, folder);
  const large = { name: 'large.csv', content: new Blob([new Uint8Array(mostSharedBytes + 1)]) };
  await expect(shell.files.share(large)).rejects.toMatchObject({
    data: { code: 'export-failed', details: { reason: 'too-large-to-share', maximum: 64 } },
  });
  const small = { name: 'small.csv', content: new Blob(['a,b']) };
  await expect(shell.files.share(small)).rejects.toMatchObject({
    message: expect.stringContaining('Save it, and share it from its folder.') as string,
    data: { code: 'export-failed', details: { reason: 'not-shared' } },
  });
  expect(controls.shared).toEqual([]);
  mkdirSync(folder);
  await shell.files.share(small);
  expect(controls.shared).toHaveLength(1);
});

test('a file that the page has made is saved where the person says, and nowhere when they give up', async () => {
  const studio = await startStudio();
  await studio.readyHost();
  const shell = await shellOf(studio);
  const place = join(studio.folder, 'loss.csv');
  writeFileSync(place, 'an older table');
  const table = { name: '../loss: all.csv', content: new Blob(['step,loss\n1,2.5\n']) };

  controls.answers.push('');
  expect(await shell.files.save(table)).toEqual({ savedAs: null });
  expect(readFileSync(place, 'utf8')).toBe('an older table');

  controls.answers.push(place);
  expect(await shell.files.save(table)).toEqual({ savedAs: place });
  expect(readFileSync(place, 'utf8')).toBe('step,loss\n1,2.5\n');
  expect(controls.shown.at(-1)?.options).toMatchObject({ defaultPath: 'loss all.csv' });

  // Nothing is left of a file that could not be written, and the one that was there before is.
  mkdirSync(join(studio.folder, 'folder'));
  for (const elsewhere of [join(studio.folder, 'gone', 'loss.csv'), join(studio.folder, 'folder')]) {
    controls.answers.push(elsewhere);
    await expect(shell.files.save(table)).rejects.toMatchObject({
      data: { code: 'export-failed', details: { reason: 'not-saved' } },
    });
  }
  expect(readdirSync(studio.folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});
