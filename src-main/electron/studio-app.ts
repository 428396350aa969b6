import { app, Menu, nativeTheme, powerMonitor, session, shell, type MessagePortMain } from 'electron';
import { existsSync } from 'node:fs';
import type { ShellRequest } from '../contract/shell-contract.ts';
import { StudioError, type RelayedError } from '../contract/errors.ts';
import { defaultDataDir } from '../host/default-data-dir.ts';
import type { HostFailure } from '../host/process/messages.ts';
import { stackOf } from '../host/stack-of.ts';
import type { AppFiles } from './app-files.ts';
import { applicationsMenuOfThisProgram, type ListedProgram } from './app-image/applications-menu-of-this-program.ts';
import { installCommandOfThisProgram } from './command-line/install-command-of-this-program.ts';
import { createDialogs, type Dialogs } from './desktop/dialogs.ts';
import { requestOfLink } from './desktop/deep-links.ts';
import { offerPlaces } from './desktop/icon-menu.ts';
import { menuTemplate } from './desktop/menu-template.ts';
import { LatestValue } from './desktop/latest-value.ts';
import { QuitFlow } from './desktop/quit-flow.ts';
import { shellTexts, type ShellTexts } from './desktop/shell-texts.ts';
import { SharedFiles } from './desktop/shared-files.ts';
import { hasTray } from './desktop/has-tray.ts';
import { TrainingStatus } from './desktop/training-status.ts';
import { TrainingTray } from './desktop/tray.ts';
import { Updates } from './desktop/updates.ts';
import { WindowRequests } from './desktop/window-requests.ts';
import { HostSupervisor } from './processes/host-supervisor.ts';
import { LogFile } from '../host/log-file.ts';
import { readLoginPath } from './processes/login-path.ts';
import { ChosenPython } from './settings/chosen-python.ts';
import { readSecretKey } from './settings/secret-key.ts';
import { mostRecentFiles, SettingsFile } from './settings/settings-file.ts';
import { readUpdateSource, type UpdateSource } from './settings/update-source.ts';
import { serveShell, type ShellServices } from './shell-api.ts';
import { createShellServices } from './shell-services.ts';
import { serveApp } from './window/app-protocol.ts';
import { GraphicsFailures } from './window/graphics-failures.ts';
import { MainWindow } from './window/main-window.ts';
import { secureContents, secureSession } from './window/session-security.ts';
import { answerWindows } from './window/window-ports.ts';

const isMac = process.platform === 'darwin';

/** The desktop program as a whole: what there is one of, how it begins and ends, and what a person asks of it. */
export class StudioApp {
  readonly #files: AppFiles;
  readonly #hasTray: () => Promise<boolean>;
  readonly #log: LogFile;
  readonly #updateSource: UpdateSource;
  readonly #settings: SettingsFile;
  readonly #python = new ChosenPython(process.env);
  readonly #requests = new WindowRequests();
  readonly #dialogs: Dialogs;
  readonly #window: MainWindow;
  readonly #status: TrainingStatus;
  readonly #host: HostSupervisor;
  readonly #quit: QuitFlow;
  readonly #updates: Updates;
  readonly #sharedFiles = new SharedFiles();
  readonly #services: ShellServices;
  /** Null unless the program runs from an AppImage. */
  #applicationsMenu: ListedProgram | null = null;
  /** The share of the copy that an upgrade of the database begins with. */
  readonly #upgrade = new LatestValue<number | null>(null);
  readonly #installCommand = () => installCommandOfThisProgram(this.#dialogs, this.#log);
  readonly #graphicsFailures = new GraphicsFailures(() => this.#leaveGraphics());
  /** Pending while the folder is changed under a host that may not start there, which the settings page says; else null. */
  #folderChange: Promise<unknown> | null = null;

  /** `desktopHasTray`: whether an icon beside the clock can be seen. */
  constructor(files: AppFiles, desktopHasTray: () => Promise<boolean> = hasTray) {
    this.#files = files;
    this.#hasTray = desktopHasTray;
    this.#log = new LogFile(files.log);
    this.#updateSource = readUpdateSource(files.manifest);
    this.#settings = this.#openSettings();
    // Only before the program is ready. A newer version begins with the graphics of the machine again.
    if (this.#settings.failedGraphics === app.getVersion()) app.disableHardwareAcceleration();
    this.#dialogs = createDialogs(
      () => this.#window.inSight,
      () => this.#texts(),
    );
    this.#window = this.#createWindow();
    this.#status = this.#createStatus();
    this.#host = this.#createHost();
    this.#quit = this.#createQuitFlow();
    this.#updates = this.#createUpdates();
    this.#services = this.#createServices();
  }

  /** Begins the program, once Electron is ready. */
  start(): void {
    this.#followProgram();
    this.#followSystem();
    if (isMac) void this.#adoptLoginPath();
    secureSession(session.defaultSession);
    serveApp(session.defaultSession, this.#files.renderer);
    this.#answerWindows();
    this.#applicationsMenu = applicationsMenuOfThisProgram(this.#dialogs, this.#log, () => this.#applySettings());
    this.#applySettings();
    this.#host.start();
    this.show();
    void this.#updates.check();
  }

  /** Brings the window to the front, opening it where it was closed. */
  show(): void {
    if (app.isReady() && !this.#quit.isLeaving) this.#window.show();
  }

  /** Files and folders that a person opened with the studio. */
  openPaths(paths: readonly string[]): void {
    if (paths.length > 0) void this.#openPaths([...paths]);
  }

  /** Links of the studio that a person has followed elsewhere. */
  openLinks(links: readonly string[]): void {
    for (const link of links) {
      const request = requestOfLink(link);
      if (request === null) this.#log.write('warn', `A link was not followed: ${link.slice(0, 200)}`);
      else this.#ask(request);
    }
  }

  #openSettings(): SettingsFile {
    return new SettingsFile(this.#files.settings, this.#updateSource.feed, (error) =>
      this.#logError('The settings were not saved', error),
    );
  }

  #createWindow(): MainWindow {
    return new MainWindow({
      preload: this.#files.preload,
      settings: this.#settings,
      dialogs: this.#dialogs,
      logPath: this.#log.path,
      log: (level, text) => this.#log.write(level, text),
      logError: (what, error) => this.#logError(what, error),
      // On a Mac a program lives on without a window.
      mayClose: () => isMac || this.#quit.mayCloseWindow(),
      hasTray: this.#hasTray,
      onSessionEnd: () => {
        void this.#quit.endNow();
        return this.#status.isBusy;
      },
      onChanged: () => this.#status.refresh(),
    });
  }

  #createStatus(): TrainingStatus {
    const { trayIcon: icon } = this.#files;
    return new TrainingStatus({
      tray: new TrainingTray({ icon, isMac, show: () => this.show(), quit: () => app.quit() }),
      settings: () => this.#settings.settings,
      texts: () => this.#texts(),
      window: () => this.#window.current,
      isInBackground: () => this.#window.isInBackground,
      showRun: (runId) => this.#ask({ type: 'show-run', runId }),
      logError: (text) => this.#log.write('warn', text),
    });
  }

  #createHost(): HostSupervisor {
    return new HostSupervisor({
      files: this.#files,
      hostStart: () => {
        const dataDir = this.#dataDir();
        // One that was chosen was there. It may lie on a disk that was taken away, and an empty studio would look like a loss.
        return { dataDir, mustExist: dataDir === this.#settings.dataDir, version: app.getVersion() };
      },
      listener: {
        onActivity: (activity) => this.#status.update(activity),
        onUpgrade: (share) => (this.#upgrade.value = share),
        onRunEnded: (run) => this.#status.ended(run),
        onLog: (level, text) => this.#log.write(level, text),
        readSecretKey: () => readSecretKey(this.#files.secretKey, (text) => this.#log.write('warn', text)),
      },
      onGivenUp: (failure) => void this.#hostFailed(failure),
    });
  }

  #createQuitFlow(): QuitFlow {
    return new QuitFlow({
      isBusy: () => this.#status.isBusy,
      ask: (canStay) => this.#dialogs.confirmQuit(this.#status.activity, canStay),
      hideWindow: () => this.#window.goToBackground(),
      closeAll: () => this.#closeAll(),
      end: () => app.quit(),
      logError: (error) => this.#logError('The studio was not closed in order', error),
    });
  }

  #createUpdates(): Updates {
    return new Updates({
      feed: () => this.#settings.settings.updateFeed,
      publicKey: this.#updateSource.publicKey,
      isPortable: process.env['PORTABLE_EXECUTABLE_FILE'] !== undefined,
      loadUpdater: async () => (await import('electron-updater')).default.autoUpdater,
      logError: (text) => this.#log.write('error', text),
      installFailed: () => {
        // An AppImage lies on a disk that goes with this process.
        const appImage = process.env['APPIMAGE'];
        app.relaunch(appImage === undefined ? undefined : { execPath: appImage });
        app.quit();
      },
    });
  }

  #createServices(): ShellServices {
    return createShellServices({
      files: this.#files,
      settings: this.#settings,
      dialogs: this.#dialogs,
      host: this.#host,
      requests: this.#requests,
      updates: this.#updates,
      upgrade: this.#upgrade,
      quit: this.#quit,
      sharedFiles: this.#sharedFiles,
      window: () => this.#window.current,
      dataDir: () => this.#dataDir(),
      log: this.#log,
      settingsChanged: () => this.#applySettings(),
      installCommand: this.#installCommand,
      changingFolder: (until) => (this.#folderChange = until),
    });
  }

  /** Listens to the events of the system and of Electron. */
  #followProgram(): void {
    process.on('uncaughtException', (error) => this.#logError('Main process', error));
    process.on('unhandledRejection', (reason) => this.#logError('Main process', reason));
    app.on('web-contents-created', (_event, contents) => secureContents(contents));
    app.on('child-process-gone', (_event, { type, name = '', reason, exitCode }) => {
      // The program knows more of the processes that it has forked itself.
      if (reason === 'clean-exit' || name.startsWith('Kioku Studio')) return;
      this.#log.write('warn', `${type} ${name} is gone: ${reason} (${exitCode})`);
      if (type === 'GPU') this.#graphicsFailures.add();
    });
    app.on('window-all-closed', () => {
      if (!isMac) app.quit();
    });
    app.on('activate', () => this.show());
    app.on('before-quit', (event) => {
      if (!this.#quit.mayEnd()) event.preventDefault();
    });
  }

  /** Lets the machine end, and says in the log when it slept: a training stands still meanwhile, and goes on by itself. */
  #followSystem(): void {
    powerMonitor.on('suspend', () => this.#log.write('info', 'The machine goes to sleep.'));
    powerMonitor.on('resume', () => this.#log.write('info', 'The machine is awake again.'));
    // Electron's types leave out the event that its documentation speaks of; without it the system would not wait.
    powerMonitor.on('shutdown', (event?: Pick<Event, 'preventDefault'>) => {
      event?.preventDefault();
      void this.#quit.endNow();
    });
  }

  #leaveGraphics(): void {
    this.#log.write('warn', 'The graphics have failed again; from the next start on the window is drawn without them.');
    this.#settings.graphicsFailed(app.getVersion());
  }

  /** Processes that are forked from now on find what a terminal would find, Python above all. */
  async #adoptLoginPath(): Promise<void> {
    const path = await readLoginPath(process.env['SHELL'] ?? '/bin/zsh', process.env);
    if (path === null) this.#log.write('warn', 'The login shell did not tell its PATH.');
    else process.env['PATH'] = path;
  }

  /** Lets the window speak to the host and to this process. */
  #answerWindows(): void {
    const connectHost = async (port: MessagePortMain) => (await this.#host.host()).connect(port);
    answerWindows({
      isOurs: (contentsId) => this.#window.current?.webContents.id === contentsId,
      connect: { host: connectHost, shell: async (port) => serveShell(this.#services, port) },
      stageFiles: async (name, files) => {
        const staged = await (await this.#host.host()).ask('stage-files', { name, files });
        this.#remember(files.map(({ file }) => file));
        return staged;
      },
      logRefusal: (text) => this.#log.write('warn', text),
    });
  }

  /** Shows the window and has it do something. */
  #ask(request: ShellRequest): void {
    this.show();
    this.#requests.add(request);
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
        if (!existsSync(path)) this.#settings.forgetRecentFile(path);
      }
    }
    if (known.length > 0) this.#remember(known);
    else this.#applySettings();
    if (failures.length > 0) await this.#dialogs.notOpened(failures);
  }

  async #hostFailed(failure: HostFailure): Promise<void> {
    this.#log.write('error', `The host was given up (${failure.code}): ${failure.message}`);
    if (this.#folderChange !== null) return;
    const isTiedToFolder = process.env['KIOKU_DATA_DIR'] !== undefined;
    const answer = await this.#dialogs.hostFailed(failure, !isTiedToFolder);
    if (answer === 'quit') return app.quit();
    if (answer === 'log') await shell.openPath(this.#log.path);
    if (answer === 'folder') {
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
    const { theme, python } = this.#settings.settings;
    this.#python.use(python);
    if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme;
    this.#status.refresh();
    const menu = menuTemplate({
      texts: this.#texts(),
      isMac,
      recentFiles: this.#settings.recentFiles,
      hasUpdates: this.#settings.settings.updateFeed !== null,
      isListed: this.#applicationsMenu?.isListed ?? null,
      actions: {
        request: (request) => this.#ask(request),
        import: () => void this.#dialogs.chooseFiles().then((paths) => this.openPaths(paths)),
        openFile: (path) => this.openPaths([path]),
        clearRecent: () => {
          this.#settings.clearRecentFiles();
          app.clearRecentDocuments();
          this.#applySettings();
        },
        checkForUpdates: () => {
          this.#ask({ type: 'go', place: 'settings' });
          void this.#updates.check();
        },
        installCommand: () => void this.#installCommand(),
        list: (isWanted) => void this.#applicationsMenu?.list(isWanted),
        showLog: () => void shell.openPath(this.#log.path),
      },
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(menu));
    offerPlaces(this.#texts(), (place) => this.#ask({ type: 'go', place }));
  }

  /** Nobody looks again for one of a folder's thousands of files. */
  #remember(paths: readonly string[]): void {
    if (paths.length > mostRecentFiles) return;
    for (const path of paths) app.addRecentDocument(path);
    this.#settings.addRecentFiles(paths);
    this.#applySettings();
  }

  #logError(what: string, error: unknown): void {
    this.#log.write('error', `${what}: ${stackOf(error)}`);
  }

  #texts(): ShellTexts {
    return shellTexts(this.#settings.settings.language, app.getPreferredSystemLanguages());
  }

  /** The environment wins, as for every command. */
  #dataDir(): string {
    return process.env['KIOKU_DATA_DIR'] ?? this.#settings.dataDir ?? defaultDataDir();
  }

  async #closeAll(): Promise<void> {
    this.#window.hide();
    // Half a copy would be of no use.
    await this.#folderChange;
    await this.#host.stop();
    this.#status.close();
    this.#sharedFiles.removeAll();
  }
}
