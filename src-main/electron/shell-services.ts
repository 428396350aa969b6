import { nativeImage, ShareMenu, shell, type BrowserWindow } from 'electron';
import { existsSync } from 'node:fs';
import { copyFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { StudioError } from '../contract/errors.ts';
import { dataFolderFiles } from '../host/data-folder-files.ts';
import { removeMovedFolder } from '../host/remove-moved-folder.ts';
import { stackOf } from '../host/stack-of.ts';
import type { AppFiles } from './app-files.ts';
import type { InstalledCommand } from './command-line/install-command.ts';
import { followWork } from './desktop/follow-work.ts';
import type { Dialogs } from './desktop/dialogs.ts';
import type { LatestValue } from './desktop/latest-value.ts';
import { replaceFile } from './desktop/replace-file.ts';
import { nameOnDisk, type SharedFiles } from './desktop/shared-files.ts';
import type { QuitFlow } from './desktop/quit-flow.ts';
import type { Updates } from './desktop/updates.ts';
import type { WindowRequests } from './desktop/window-requests.ts';
import type { HostSupervisor } from './processes/host-supervisor.ts';
import { moveInProcess, type Moving } from './processes/move-process.ts';
import { changeDataFolder } from './settings/data-folder.ts';
import type { LogFile } from '../host/log-file.ts';
import type { SettingsFile } from './settings/settings-file.ts';
import type { ShellServices } from './shell-api.ts';

export interface ShellServicesOptions {
  files: AppFiles;
  settings: SettingsFile;
  dialogs: Dialogs;
  host: HostSupervisor;
  requests: WindowRequests;
  updates: Updates;
  upgrade: LatestValue<number | null>;
  quit: QuitFlow;
  sharedFiles: SharedFiles;
  window(): BrowserWindow | null;
  dataDir(): string;
  log: LogFile;
  settingsChanged(): void;
  installCommand(): Promise<InstalledCommand | null>;
  /** The host is away until then; null means that it is back. */
  changingFolder(until: Promise<unknown> | null): void;
}

/** The actions that a window may ask for. It names exports by their ids: the host alone knows where their files lie. */
export function createShellServices(options: ShellServicesOptions): ShellServices {
  const { files, settings, dialogs, host, requests, updates, upgrade, quit, sharedFiles, window, dataDir, log } =
    options;
  const exportFile = async (exportId: string) => (await (await host.host()).ask('export-path', { exportId })).file;
  /** By the id of an export, where a person has saved it last. */
  const savedCopies = new Map<string, string>();
  const share = (file: string) => {
    const present = window();
    new ShareMenu({ filePaths: [file] }).popup(present === null ? {} : { window: present });
  };
  /** Asks where to, and has the file written there. Returns its path, or null where the person gave up. */
  const saveAs = async (name: string, write: (place: string) => Promise<void>) => {
    const target = await dialogs.saveAs(name);
    if (target !== null) await replaceFile(target, write);
    return target;
  };
  const logError = (message: string, error: unknown) => log.write('error', `${message}\n${stackOf(error)}`);
  let isChangingFolder = false;

  return {
    requests: (signal) => requests.follow(signal),
    async *upgrade(signal) {
      for await (const share of upgrade.follow(signal)) yield { share };
    },
    async saveExport(exportId) {
      const file = await exportFile(exportId);
      const target = await saveAs(basename(file), (place) => copyFile(file, place));
      if (target !== null) savedCopies.set(exportId, target);
      return target;
    },
    async revealExport(exportId) {
      const copy = savedCopies.get(exportId);
      shell.showItemInFolder(copy !== undefined && existsSync(copy) ? copy : await exportFile(exportId));
    },
    async dragExport(exportId) {
      const file = await exportFile(exportId);
      window()?.webContents.startDrag({ file, icon: nativeImage.createFromPath(files.dragIcon) });
    },
    saveFile: (name, content) => saveAs(nameOnDisk(name), (place) => writeFile(place, content.stream())),
    shareExport: async (exportId) => share(await exportFile(exportId)),
    shareFile: async (name, content) => share(await sharedFiles.write(name, content)),
    settings: () => settings.settings,
    changeSettings(changes) {
      const changed = settings.change(changes);
      options.settingsChanged();
      return changed;
    },
    async choosePython() {
      const program = await dialogs.choosePython();
      if (program !== null) settings.choosePython(program);
      options.settingsChanged();
      return settings.settings;
    },
    forgetPython() {
      settings.choosePython(null);
      options.settingsChanged();
      return settings.settings;
    },
    revealDataFolder: () => shell.showItemInFolder(dataDir()),
    changeDataFolder() {
      if (process.env['KIOKU_DATA_DIR'] !== undefined) {
        const message = 'It is set by KIOKU_DATA_DIR. Start the studio without that variable to change it here.';
        throw new StudioError('folder-refused', message, { reason: 'set-outside' });
      }
      if (isChangingFolder) {
        throw new StudioError('folder-refused', 'It is being changed already.', { reason: 'busy' });
      }
      isChangingFolder = true;
      const finished = Promise.withResolvers<undefined>();
      const work = {
        current: dataDir,
        choose: () => dialogs.chooseFolder(),
        stopHost() {
          options.changingFolder(finished.promise);
          return host.stop();
        },
        async startHost() {
          host.start();
          await host.host();
        },
        move: (from: string, to: string, onProgress: (moving: Moving) => void) =>
          moveInProcess(files.host, from, to, onProgress),
        remember: (folder: string) => settings.moveData(folder),
        listFiles: dataFolderFiles,
        removeOld: removeMovedFolder,
        logError,
      };
      return followWork((tell) =>
        changeDataFolder(work, tell).finally(() => {
          isChangingFolder = false;
          options.changingFolder(null);
          finished.resolve(undefined);
        }),
      );
    },
    installCommand: () => options.installCommand(),
    async showLog() {
      const problem = await shell.openPath(log.path);
      if (problem !== '') shell.showItemInFolder(log.path);
    },
    updates: (signal) => updates.state.follow(signal),
    async changeUpdateFeed(feed) {
      if (feed !== settings.settings.updateFeed && (await dialogs.confirmUpdateFeed(feed))) {
        settings.changeFeed(feed);
        updates.reset();
        options.settingsChanged();
      }
      return settings.settings;
    },
    checkForUpdates: () => updates.check(),
    downloadUpdate: () => updates.download(),
    installUpdate: () => quit.endWith(() => void updates.install()),
    logError,
  };
}
