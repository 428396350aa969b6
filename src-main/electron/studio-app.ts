import type { BrowserWindow } from 'electron';
import { app, Menu, nativeTheme, powerMonitor, session, shell, type MessagePortMain } from 'electron';
import { StudioError, type RelayedError } from '../contract/errors.ts';
import { defaultDataDir } from '../host/default-data-dir.ts';
import type { HostFailure } from '../host/process/messages.ts';
import { stackOf } from '../host/stack-of.ts';
import type { AppFiles } from './app-files.ts';
import { createDialogs, type Dialogs } from './desktop/dialogs.ts';
import { menuTemplate } from './desktop/menu-template.ts';
import { QuitFlow } from './desktop/quit-flow.ts';
import { shellTexts, type ShellTexts } from './desktop/shell-texts.ts';
import { TrainingStatus } from './desktop/training-status.ts';
import { TrainingTray } from './desktop/tray.ts';
import { Updates } from './desktop/updates.ts';
import { WindowRequests } from './desktop/window-requests.ts';
import { HostSupervisor } from './processes/host-supervisor.ts';
import { RestartPolicy } from './processes/restart-policy.ts';
import { LogFile } from '../host/log-file.ts';
import { mostRecentFiles, SettingsFile } from './settings/settings-file.ts';
import { readUpdateSource } from './settings/update-source.ts';
import { serveShell, type ShellServices } from './shell-api.ts';
import { createShellServices } from './shell-services.ts';
import { serveApp } from './window/app-protocol.ts';
import { secureContents, secureSession } from './window/session-security.ts';
import { openStudioWindow } from './window/studio-window.ts';
import { answerWindows } from './window/window-ports.ts';

const isMac = process.platform === 'darwin';

/** The desktop program as a whole: what there is one of, and how it hangs together. */
export class StudioApp {
  readonly #files: AppFiles;
  readonly #settings: SettingsFile;
  readonly #log: LogFile;
  readonly #requests = new WindowRequests();
  readonly #dialogs: Dialogs;
  readonly #host: HostSupervisor;
  readonly #status: TrainingStatus;
  readonly #quit: QuitFlow;
  readonly #updates: Updates;
  readonly #services: ShellServices;
  readonly #windowRestarts = new RestartPolicy();
  #window: BrowserWindow | null = null;
  #isInBackground = false;
  /** The folder is changed under a host that may not start there, which the settings page says; null: it is not. */
  #folderChange: Promise<unknown> | null = null;

  constructor(files: AppFiles) {
    this.#files = files;
    this.#log = new LogFile(files.log);
    const updateSource = readUpdateSource(files.manifest);
    this.#settings = new SettingsFile(files.settings, updateSource.feed, (error) =>
      this.#logError('The settings were not saved', error),
    );
    const texts = () => this.#texts();
    const window = () => this.#window;
    this.#dialogs = createDialogs(() => this.#windowInSight(), texts);
    const tray = new TrainingTray({ icon: files.trayIcon, isMac, show: () => this.show(), quit: () => app.quit() });
    this.#status = new TrainingStatus({
      tray,
      settings: () => this.#settings.settings,
      texts,
      window,
      isInBackground: () => this.#isInBackground,
      showRun: (runId) => {
        this.show();
        this.#requests.add({ type: 'show-run', runId });
      },
      logError: (text) => this.#log.write('warn', text),
    });
    this.#host = new HostSupervisor({
      files,
      hostStart: () => {
        const dataDir = this.#dataDir();
        // One that was chosen was there. It may lie on a disk that was taken away, and an empty studio would look like a loss.
        return { dataDir, mustExist: dataDir === this.#settings.dataDir, version: app.getVersion() };
      },
      listener: {
        onActivity: (activity) => this.#status.update(activity),
        onRunEnded: (run) => this.#status.ended(run),
        onLog: (level, text) => this.#log.write(level, text),
      },
      onGivenUp: (failure) => void this.#hostFailed(failure),
    });
    this.#quit = new QuitFlow({
      isTraining: () => this.#status.isTraining,
      ask: (canStay) => this.#dialogs.confirmQuit(canStay),
      hideWindow: () => {
        this.#isInBackground = true;
        this.#window?.hide();
        this.#status.refresh();
      },
      closeAll: () => this.#closeAll(),
      end: () => app.quit(),
      logError: (error) => this.#logError('The studio was not closed in order', error),
    });
    this.#updates = new Updates({
      feed: () => this.#settings.settings.updateFeed,
      publicKey: updateSource.publicKey,
      isPortable: process.env['PORTABLE_EXECUTABLE_FILE'] !== undefined,
      loadUpdater: async () => (await import('electron-updater')).default.autoUpdater,
      logError: (text) => this.#log.write('error', text),
      installFailed: () => {
        // Of an AppImage the program itself lies on a disk that goes with this process.
        const appImage = process.env['APPIMAGE'];
        app.relaunch(appImage === undefined ? undefined : { execPath: appImage });
        app.quit();
      },
    });
    this.#services = createShellServices({
      files,
      settings: this.#settings,
      dialogs: this.#dialogs,
      host: this.#host,
      requests: this.#requests,
      updates: this.#updates,
      quit: this.#quit,
      window,
      dataDir: () => this.#dataDir(),
      log: this.#log,
      settingsChanged: () => this.#applySettings(),
      changingFolder: (until) => (this.#folderChange = until),
    });
  }

  /** Once the program is ready. */
  start(): void {
    process.on('uncaughtException', (error) => this.#logError('Main process', error));
    process.on('unhandledRejection', (reason) => this.#logError('Main process', reason));
    app.on('web-contents-created', (_event, contents) => secureContents(contents));
    app.on('child-process-gone', (_event, { type, name = '', reason, exitCode }) => {
      // Of those that it has forked itself the program knows more.
      if (reason === 'clean-exit' || name.startsWith('Kioku Studio')) return;
      this.#log.write('warn', `${type} ${name} is gone: ${reason} (${exitCode})`);
    });
    app.on('window-all-closed', () => {
      if (!isMac) app.quit();
    });
    app.on('activate', () => this.show());
    app.on('before-quit', (event) => {
      if (!this.#quit.mayEnd()) event.preventDefault();
    });
    // Electron's types leave out the event that its documentation speaks of; without it the system would not wait.
    powerMonitor.on('shutdown', (event?: Pick<Event, 'preventDefault'>) => {
      event?.preventDefault();
      void this.#quit.endNow();
    });
    secureSession(session.defaultSession);
    serveApp(session.defaultSession, this.#files.renderer);
    const connectHost = async (port: MessagePortMain) => (await this.#host.host()).connect(port);
    answerWindows({
      isOurs: (contentsId) => this.#window?.webContents.id === contentsId,
      connect: { host: connectHost, shell: async (port) => serveShell(this.#services, port) },
      stageFiles: async (name, files) => {
        const staged = await (await this.#host.host()).ask('stage-files', { name, files });
        this.#remember(files.map(({ file }) => file));
        return staged;
      },
      logRefusal: (text) => this.#log.write('warn', text),
    });
    this.#applySettings();
    this.#host.start();
    this.show();
    void this.#updates.check();
  }

  /** Brings the window to the front, opening it where it was closed. */
  show(): void {
    if (!app.isReady() || this.#quit.isLeaving) return;
    this.#isInBackground = false;
    const window = (this.#window ??= this.#openWindow());
    if (window.isMinimized()) window.restore();
    if (!window.isVisible() && !window.webContents.isLoading()) window.show();
    window.focus();
    this.#status.refresh();
  }

  /** Files and folders that a person opened with the studio. */
  openPaths(paths: readonly string[]): void {
    if (paths.length > 0) void this.#openPaths([...paths]);
  }

  /** One that cannot be opened keeps no other from it. */
  async #openPaths(paths: string[]): Promise<void> {
    const known: string[] = [];
    const failures: RelayedError[] = [];
    for (const path of paths) {
      try {
        const { opened } = await (await this.#host.host()).ask('open-paths', { paths: [path] });
        for (const files of opened) this.#requests.add({ type: 'opened', ...files });
        known.push(path);
      } catch (error) {
        failures.push(error instanceof StudioError ? error : { code: 'internal', message: String(error), details: {} });
      }
    }
    if (known.length > 0) this.#remember(known);
    if (failures.length > 0) await this.#dialogs.notOpened(failures);
  }

  #openWindow(): BrowserWindow {
    const window = openStudioWindow({
      preload: this.#files.preload,
      state: this.#settings.window,
      saveState: (state) => this.#settings.placeWindow(state),
      // On a Mac a program lives on without a window.
      mayClose: () => isMac || this.#quit.mayCloseWindow(),
      onLoadFailed: (error) => {
        this.#logError('The page was not loaded', error);
        if (this.#window !== null) void this.#windowFailed(this.#window);
      },
    });
    // On Windows, where the system waits only while something is at stake.
    window.on('query-session-end', (event) => {
      if (this.#status.isTraining) event.preventDefault();
      void this.#quit.endNow();
    });
    window.on('closed', () => {
      this.#window = null;
      this.#status.refresh();
    });
    const openedAt = performance.now();
    window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      if (reason === 'clean-exit') return;
      this.#log.write('error', `The window's process is gone: ${reason} (${exitCode})`);
      const delay = this.#windowRestarts.afterFailure(performance.now() - openedAt);
      if (delay === null) void this.#windowFailed(window);
      else setTimeout(() => reload(window), delay);
    });
    window.webContents.on('preload-error', (_event, _path, error) => this.#logError('The preload script', error));
    window.webContents.on('unresponsive', () => this.#log.write('warn', 'The window does not respond.'));
    return window;
  }

  async #windowFailed(window: BrowserWindow): Promise<void> {
    const wish = await this.#dialogs.windowFailed();
    if (wish === 'quit') return app.quit();
    if (wish === 'log') await shell.openPath(this.#log.path);
    this.#windowRestarts.reset();
    reload(window);
  }

  async #hostFailed(failure: HostFailure): Promise<void> {
    this.#log.write('error', `The host was given up (${failure.code}): ${failure.message}`);
    if (this.#folderChange !== null) return;
    const isTiedToFolder = process.env['KIOKU_DATA_DIR'] !== undefined;
    const wish = await this.#dialogs.hostFailed(failure, !isTiedToFolder);
    if (wish === 'quit') return app.quit();
    if (wish === 'log') await shell.openPath(this.#log.path);
    if (wish === 'folder') {
      const folder = await this.#dialogs.chooseFolder();
      if (folder !== null) this.#useFolder(folder);
    }
    this.#host.start();
  }

  #useFolder(folder: string): void {
    try {
      this.#settings.moveData(folder);
    } catch (error) {
      this.#logError('The folder was not changed', error);
    }
  }

  /** Menus, colours and the like follow the settings, and the files that were opened last. */
  #applySettings(): void {
    const { theme } = this.#settings.settings;
    if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme;
    this.#status.refresh();
    const menu = menuTemplate({
      texts: this.#texts(),
      isMac,
      recentFiles: this.#settings.recentFiles,
      hasUpdates: this.#settings.settings.updateFeed !== null,
      actions: {
        request: (request) => {
          this.show();
          this.#requests.add(request);
        },
        import: () => void this.#dialogs.chooseFiles().then((paths) => this.openPaths(paths)),
        openFile: (path) => this.openPaths([path]),
        clearRecent: () => {
          this.#settings.clearRecentFiles();
          app.clearRecentDocuments();
          this.#applySettings();
        },
        checkForUpdates: () => {
          this.show();
          this.#requests.add({ type: 'go', place: 'settings' });
          void this.#updates.check();
        },
        showLog: () => void shell.openPath(this.#log.path),
      },
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(menu));
  }

  /** Of a folder with thousands of files none is what a person would look for again. */
  #remember(paths: readonly string[]): void {
    if (paths.length > mostRecentFiles) return;
    for (const path of paths) app.addRecentDocument(path);
    this.#settings.addRecentFiles(paths);
    this.#applySettings();
  }

  /** What a dialog may lie over: with a window that is away, it would be away too. */
  #windowInSight(): BrowserWindow | null {
    const window = this.#window;
    return window?.isVisible() === true && !window.isMinimized() ? window : null;
  }

  #logError(what: string, error: unknown): void {
    this.#log.write('error', `${what}: ${stackOf(error)}`);
  }

  #texts(): ShellTexts {
    return shellTexts(this.#settings.settings.language, app.getPreferredSystemLanguages());
  }

  /** As for every command, the environment wins. */
  #dataDir(): string {
    return process.env['KIOKU_DATA_DIR'] ?? this.#settings.dataDir ?? defaultDataDir();
  }

  async #closeAll(): Promise<void> {
    // On a Mac a screen of its own would stay black.
    if (this.#window?.isFullScreen() !== true) this.#window?.hide();
    // Half a copy would be of no use.
    await this.#folderChange;
    await this.#host.stop();
    this.#status.close();
  }
}

function reload(window: BrowserWindow): void {
  if (!window.isDestroyed()) window.webContents.reload();
}
