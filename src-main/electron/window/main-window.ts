import { app, shell, type BrowserWindow } from 'electron';
import type { Dialogs } from '../desktop/dialogs.ts';
import { RestartPolicy } from '../../runs/engines/restart-policy.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import { openStudioWindow } from './studio-window.ts';

export interface MainWindowOptions {
  preload: string;
  settings: SettingsFile;
  dialogs: Pick<Dialogs, 'windowFailed'>;
  logPath: string;
  log(level: 'warn' | 'error', text: string): void;
  logError(what: string, error: unknown): void;
  /** Tells whether the window may be closed now. */
  mayClose(): boolean;
  /** Tells whether an icon beside the clock can be seen. */
  hasTray(): Promise<boolean>;
  /** The system ends the session. Returns whether it should wait. */
  onSessionEnd(): boolean;
  /** It was opened, shown, hidden or closed. */
  onChanged(): void;
}

/** The studio's one window: opened when it is wanted, and loaded again when its page has failed. */
export class MainWindow {
  readonly #options: MainWindowOptions;
  readonly #restarts = new RestartPolicy();
  #window: BrowserWindow | null = null;
  #isInBackground = false;

  constructor(options: MainWindowOptions) {
    this.#options = options;
  }

  /** Null while it is closed. */
  get current(): BrowserWindow | null {
    return this.#window;
  }

  /** The window where a dialog may lie over it: with one that is away, the dialog would be away too. */
  get inSight(): BrowserWindow | null {
    const window = this.#window;
    return window?.isVisible() === true && !window.isMinimized() ? window : null;
  }

  /** True when the program goes on without a window, as a person has chosen. */
  get isInBackground(): boolean {
    return this.#isInBackground;
  }

  /** Brings it to the front, opening it where it was closed. */
  show(): void {
    this.#isInBackground = false;
    const window = (this.#window ??= this.#open());
    if (window.isMinimized()) window.restore();
    if (!window.isVisible() && !window.webContents.isLoading()) window.show();
    window.focus();
    this.#options.onChanged();
  }

  /** Takes it out of the way while the work goes on. Where no icon would lead back to it, it stays among the open windows. */
  async goToBackground(): Promise<void> {
    this.#isInBackground = true;
    if (await this.#options.hasTray()) this.#window?.hide();
    else this.#window?.minimize();
    this.#options.onChanged();
  }

  /** Takes it out of sight while the program ends. */
  hide(): void {
    // On a Mac a screen of its own would stay black.
    if (this.#window?.isFullScreen() !== true) this.#window?.hide();
  }

  #open(): BrowserWindow {
    const { preload, settings, log, logError } = this.#options;
    const window = openStudioWindow({
      preload,
      state: settings.window,
      saveState: (state) => settings.placeWindow(state),
      mayClose: () => this.#options.mayClose(),
      onLoadFailed: (error) => {
        logError('The page was not loaded', error);
        if (this.#window !== null) void this.#failed(this.#window);
      },
    });
    // On Windows, where the system waits only while something is at stake.
    window.on('query-session-end', (event) => {
      if (this.#options.onSessionEnd()) event.preventDefault();
    });
    window.on('restore', () => {
      this.#isInBackground = false;
      this.#options.onChanged();
    });
    window.on('closed', () => {
      this.#window = null;
      this.#options.onChanged();
    });
    const openedAt = performance.now();
    window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      if (reason === 'clean-exit') return;
      log('error', `The window's process is gone: ${reason} (${exitCode})`);
      const delay = this.#restarts.afterFailure(performance.now() - openedAt);
      if (delay === null) void this.#failed(window);
      else setTimeout(() => reload(window), delay);
    });
    window.webContents.on('preload-error', (_event, _path, error) => logError('The preload script', error));
    window.webContents.on('unresponsive', () => log('warn', 'The window does not respond.'));
    return window;
  }

  async #failed(window: BrowserWindow): Promise<void> {
    const answer = await this.#options.dialogs.windowFailed();
    if (answer === 'quit') return app.quit();
    if (answer === 'log') await shell.openPath(this.#options.logPath);
    this.#restarts.reset();
    reload(window);
  }
}

function reload(window: BrowserWindow): void {
  if (!window.isDestroyed()) window.webContents.reload();
}
