import { EventEmitter } from 'node:events';
import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { Updates, type Updater } from '../../../src-main/electron/desktop/updates.ts';

/** What electron-updater does, told by its events. */
class FakeUpdater extends EventEmitter {
  autoDownload = true;
  autoInstallOnAppQuit = false;
  logger = null;
  feed: unknown = null;
  installs = 0;
  setFeedURL(feed: unknown): void {
    this.feed = feed;
  }
  async checkForUpdates(): Promise<object | null> {
    this.emit('checking-for-update');
    this.emit('update-available', { version: '2.0.0' });
    return {};
  }
  async downloadUpdate(): Promise<string[]> {
    this.emit('download-progress', { percent: 40 });
    return [];
  }
  isWritable = true;
  quitAndInstall(): void {
    if (this.isWritable) this.installs += 1;
    else this.emit('error', new Error('read only'));
  }
}

const { publicKey } = generateKeyPairSync('ed25519');

function open(feed: string | null, { isPortable = false, hasKey = true } = {}) {
  const updater = new FakeUpdater();
  const loads: string[] = [];
  const logged: string[] = [];
  const restarts: string[] = [];
  const updates = new Updates({
    feed: () => feed,
    publicKey: hasKey ? publicKey : null,
    isPortable,
    loadUpdater: async () => {
      loads.push('loaded');
      return updater as unknown as Updater;
    },
    logError: (text) => logged.push(text),
    installFailed: () => restarts.push('restarted'),
  });
  return { updater, updates, loads, logged, restarts };
}

test('without a feed nothing is looked for, and the updater is not even loaded', async () => {
  const { updates, loads } = open(null);
  await updates.check();
  expect(updates.state.value).toEqual({ type: 'off' });
  expect(loads).toEqual([]);
});

test('a newer version is told about, fetched when asked, and installed at the end', async () => {
  const { updates, updater, loads, restarts } = open('https://example.org/kioku');
  await updates.check();
  expect(updater.feed).toMatchObject({ provider: 'custom' });
  expect(updater.autoDownload).toBe(false);
  expect(updates.state.value).toEqual({ type: 'available', version: '2.0.0' });
  await updates.download();
  expect(updates.state.value).toEqual({ type: 'downloading', version: '2.0.0', share: 0.4 });
  updater.emit('update-downloaded', { version: '2.0.0' });
  expect(updates.state.value).toEqual({ type: 'ready', version: '2.0.0' });
  expect(updater.autoInstallOnAppQuit).toBe(true);
  await updates.install();
  expect(updater.installs).toBe(1);
  expect(restarts).toEqual([]);
  expect(loads).toEqual(['loaded']);
});

test('what fails is told and kept, and can be tried again', async () => {
  const { updates, updater, logged } = open('https://example.org/kioku');
  updater.checkForUpdates = async () => Promise.reject(new Error('no route'));
  await updates.check();
  expect(updates.state.value).toEqual({ type: 'failed', message: 'no route' });
  expect(logged).toEqual(['Updating failed: no route']);
});

test('where it cannot be installed after all, the program begins anew as it is', async () => {
  const { updates, updater, restarts, logged } = open('https://example.org/kioku');
  await updates.check();
  updater.isWritable = false;
  await updates.install();
  expect(restarts).toEqual(['restarted']);
  expect(logged).toEqual(['Updating failed: read only']);
});

test('a copy that cannot replace itself says so', async () => {
  const { updates, updater } = open('https://example.org/kioku');
  updater.checkForUpdates = async () => null;
  await updates.check();
  expect(updates.state.value).toEqual({ type: 'not-possible' });
  const portable = open('https://example.org/kioku', { isPortable: true });
  await portable.updates.check();
  expect(portable.updates.state.value).toEqual({ type: 'not-possible' });
  expect(portable.loads).toEqual([]);
});

test('a program without a key asks nobody for versions that it could not check', async () => {
  const { updates, loads } = open('https://example.org/kioku', { hasKey: false });
  await updates.check();
  expect(updates.state.value).toEqual({ type: 'without-key' });
  expect(loads).toEqual([]);
});

test('whoever follows hears what it is now, then every change', async () => {
  const { updates } = open('https://example.org/kioku');
  const ending = new AbortController();
  const heard: string[] = [];
  for await (const { type } of updates.state.follow(ending.signal)) {
    heard.push(type);
    if (type === 'idle') void updates.check();
    if (type === 'available') ending.abort();
  }
  expect(heard.at(0)).toBe('idle');
  expect(heard.at(-1)).toBe('available');
});
