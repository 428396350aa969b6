import type { AppUpdater } from 'electron-updater';
import type { KeyObject } from 'node:crypto';
import type { UpdateState } from '../../contract/shell-contract.ts';
import { LatestValue } from './latest-value.ts';

/** The used part of electron-updater. */
export type Updater = Pick<
  AppUpdater,
  | 'setFeedURL'
  | 'checkForUpdates'
  | 'downloadUpdate'
  | 'quitAndInstall'
  | 'on'
  | 'autoDownload'
  | 'autoInstallOnAppQuit'
  | 'logger'
>;

export interface UpdatesOptions {
  /** Null where nothing is looked for, anywhere. */
  feed(): string | null;
  /** The key that lists of versions must be signed with; without it none is even asked for. */
  publicKey: KeyObject | null;
  /** A portable program for Windows: what is fetched would be installed beside it. */
  isPortable: boolean;
  /** Called when something is looked for first, so that a studio without a feed never loads it. */
  loadUpdater(): Promise<Updater>;
  logError(text: string): void;
  /** Everything is closed by then, and the program has to begin anew as it is. */
  installFailed(): void;
}

/** Newer versions: looked for where the person said, fetched when asked, installed at the end. */
export class Updates {
  readonly state: LatestValue<UpdateState>;
  readonly #options: UpdatesOptions;
  #updater: Promise<Updater> | null = null;
  #version = '';
  #isInstalling = false;

  constructor(options: UpdatesOptions) {
    this.#options = options;
    this.state = new LatestValue<UpdateState>({ type: options.feed() === null ? 'off' : 'idle' });
  }

  /** Another feed was set. */
  reset(): void {
    this.state.value = { type: this.#options.feed() === null ? 'off' : 'idle' };
  }

  async check(): Promise<void> {
    const feed = this.#options.feed();
    if (feed === null) return;
    if (this.#options.isPortable) {
      this.state.value = { type: 'not-possible' };
      return;
    }
    const { publicKey } = this.#options;
    if (publicKey === null) {
      this.state.value = { type: 'without-key' };
      return;
    }
    await this.#attempt(async (updater) => {
      const { signedFeed } = await import('./signed-feed.ts');
      updater.setFeedURL(signedFeed(feed, publicKey));
      // Neither a run from sources nor an unpacked folder can replace itself.
      if ((await updater.checkForUpdates()) === null) this.state.value = { type: 'not-possible' };
    });
  }

  async download(): Promise<void> {
    if (this.state.value.type !== 'available') return;
    this.state.value = { type: 'downloading', version: this.#version, share: 0 };
    await this.#attempt((updater) => updater.downloadUpdate());
  }

  /** The program must have closed its host before. */
  async install(): Promise<void> {
    this.#isInstalling = true;
    await this.#attempt(async (updater) => updater.quitAndInstall());
  }

  async #attempt(work: (updater: Updater) => Promise<unknown>): Promise<void> {
    try {
      await work(await (this.#updater ??= this.#load()));
    } catch (error) {
      this.#fail(error);
    }
  }

  async #load(): Promise<Updater> {
    const updater = await this.#options.loadUpdater();
    updater.autoDownload = false;
    updater.autoInstallOnAppQuit = true;
    updater.logger = null;
    updater.on('checking-for-update', () => (this.state.value = { type: 'checking' }));
    updater.on('update-not-available', () => (this.state.value = { type: 'current' }));
    updater.on('update-available', ({ version }) => {
      this.#version = version;
      this.state.value = { type: 'available', version };
    });
    updater.on('download-progress', ({ percent }) => {
      this.state.value = { type: 'downloading', version: this.#version, share: percent / 100 };
    });
    updater.on('update-downloaded', ({ version }) => (this.state.value = { type: 'ready', version }));
    updater.on('error', (error) => this.#fail(error));
    return updater;
  }

  #fail(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    const { value } = this.state;
    if (error instanceof Error && error.name === 'UnsignedListError') {
      if (value.type !== 'unsigned') this.#options.logError(`Updating failed: ${message}`);
      this.state.value = { type: 'unsigned' };
      return;
    }
    // It is told by an event and by whoever was called.
    if (value.type === 'failed' && value.message === message) return;
    this.#options.logError(`Updating failed: ${message}`);
    this.state.value = { type: 'failed', message };
    // Some updaters tell of it by an event, one of them long after.
    if (!this.#isInstalling) return;
    this.#isInstalling = false;
    this.#options.installFailed();
  }
}
