import { NodeHttpExecutor } from 'builder-util/out/nodeHttpExecutor.js';
import { AppImageUpdater } from 'electron-updater';
import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor.js';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Updates } from '../../../src-main/electron/desktop/updates.ts';
import { projectFolder } from '../../../src-main/cli/project.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const isLinux = process.platform === 'linux';
if (!isLinux) console.log('Skipped: the updater itself. Only that of an AppImage can be tried, which is one of Linux.');

const newer = Buffer.from('a newer studio');
const list = `version: 2.0.0
files:
  - url: Kioku-Studio-2.0.0-linux-x64.AppImage
    sha512: ${createHash('sha512').update(newer).digest('base64')}
    size: ${newer.length}
releaseDate: '2027-01-01T00:00:00.000Z'
`;

const makers = generateKeyPairSync('ed25519');
const others = generateKeyPairSync('ed25519');
const signed = (text: string, { privateKey } = makers) => sign(null, Buffer.from(text), privateKey).toString('base64');

interface Feed {
  program: Buffer;
  /** The list as it lies there, and its signature, or null where there is none. */
  list: string;
  signature: string | null;
}

/** A folder of the web that holds what the packager makes of a version 2.0.0. */
async function openFeed({ program, list, signature }: Feed, asked: string[]): Promise<string> {
  const server = createServer(({ url }, response) => {
    const path = decodeURIComponent(new URL(url ?? '', 'http://feed').pathname);
    asked.push(path);
    if (path === '/kioku/latest-linux.yml') response.end(list);
    else if (path === '/kioku/latest-linux.yml.sig' && signature !== null) response.end(signature);
    else if (path === '/kioku/Kioku-Studio-2.0.0-linux-x64.AppImage') response.end(program);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/kioku`;
}

/** The updater of an AppImage, with the file that the package brings for it, outside Electron. */
function updaterOf(home: string, version: string): AppImageUpdater {
  const updater = new AppImageUpdater(null, {
    version,
    name: 'kioku-studio',
    isPackaged: true,
    appUpdateConfigPath: join(projectFolder, 'resources/app-update.yml'),
    userDataPath: home,
    baseCachePath: home,
    whenReady: async () => undefined,
    quit: () => undefined,
    relaunch: () => undefined,
    onQuit: () => undefined,
  });
  // All of its own but the request itself, which Electron would make.
  const { createRequest } = NodeHttpExecutor.prototype;
  Reflect.set(updater, 'httpExecutor', Object.assign(new ElectronHttpExecutor(), { createRequest }));
  return updater;
}

async function open(version: string, changes: Partial<Feed> = {}) {
  const home = temporaryFolder();
  writeFileSync(join(home, 'Kioku.AppImage'), 'this studio');
  vi.stubEnv('APPIMAGE', join(home, 'Kioku.AppImage'));
  onTestFinished(() => void vi.unstubAllEnvs());
  const asked: string[] = [];
  const feed = await openFeed({ program: newer, list, signature: signed(list), ...changes }, asked);
  const logged: string[] = [];
  const updates = new Updates({
    feed: () => feed,
    publicKey: makers.publicKey,
    isPortable: false,
    loadUpdater: async () => updaterOf(home, version),
    logError: (text) => logged.push(text),
    installFailed: () => undefined,
  });
  return { home, updates, logged, asked };
}

test.runIf(isLinux)('a newer version is found on a feed, and fetched only when that is wanted', async () => {
  const { home, updates, logged } = await open('1.0.0');
  await updates.check();
  expect(updates.state.value).toEqual({ type: 'available', version: '2.0.0' });
  expect(readdirSync(home)).not.toContain('kioku-studio-updater');
  await updates.download();
  expect(logged).toEqual([]);
  expect(updates.state.value).toEqual({ type: 'ready', version: '2.0.0' });
  const fetched = join(home, 'kioku-studio-updater/pending/Kioku-Studio-2.0.0-linux-x64.AppImage');
  expect(readFileSync(fetched)).toEqual(newer);
});

test.runIf(isLinux)('what is not what its list says is not kept', async () => {
  const { home, updates, logged } = await open('1.0.0', { program: Buffer.from('a newer stud10') });
  await updates.check();
  await updates.download();
  expect(updates.state.value).toMatchObject({ type: 'failed', message: expect.stringContaining('sha512') });
  expect(logged).toHaveLength(1);
  expect(readdirSync(join(home, 'kioku-studio-updater/pending'))).toEqual([]);
});

test.runIf(isLinux).each([
  ['is not signed', { signature: null }],
  ['is signed by somebody else', { signature: signed(list, others) }],
  ['was changed after it was signed', { list: list.replace('2.0.0', '2.0.1') }],
  ['has nonsense for a signature', { signature: 'nonsense' }],
])('a list that %s is refused before anything is downloaded', async (_, changes) => {
  const { home, updates, logged, asked } = await open('1.0.0', changes);
  await updates.check();
  expect(updates.state.value).toEqual({ type: 'unsigned' });
  await updates.download();
  expect(updates.state.value).toEqual({ type: 'unsigned' });
  expect(asked.filter((path) => path.endsWith('.AppImage'))).toEqual([]);
  expect(readdirSync(home)).not.toContain('kioku-studio-updater');
  expect(logged).toEqual([expect.stringContaining('not signed')]);
});

test.runIf(isLinux)('the newest version says that it is', async () => {
  const { updates } = await open('2.0.0');
  await updates.check();
  expect(updates.state.value).toEqual({ type: 'current' });
});

test.runIf(isLinux)('a folder that was unpacked cannot replace itself, and says so', async () => {
  const { updates } = await open('1.0.0');
  vi.stubEnv('APPIMAGE', undefined);
  await updates.check();
  expect(updates.state.value).toEqual({ type: 'not-possible' });
});
