import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import type { MessagePortMain } from 'electron';
import { reportErrors } from '../api/report-errors.ts';
import {
  shellContract,
  type DatabaseUpgrade,
  type DataFolderUpdate,
  type ShellChoices,
  type ShellRequest,
  type ShellSettings,
  type UpdateState,
} from '../contract/shell-contract.ts';
import { StudioError } from '../contract/errors.ts';
import type { InstalledCommand } from './command-line/install-command.ts';

/** The services that the desktop program offers to its window. */
export interface ShellServices {
  requests(signal: AbortSignal | undefined): AsyncGenerator<ShellRequest, void, void>;
  upgrade(signal: AbortSignal | undefined): AsyncGenerator<DatabaseUpgrade, void, void>;
  /** Returns the path, or null when the person gave up. */
  saveExport(exportId: string): Promise<string | null>;
  revealExport(exportId: string): Promise<void>;
  dragExport(exportId: string): Promise<void>;
  shareExport(exportId: string): Promise<void>;
  /** Returns the path, or null when the person gave up. */
  saveFile(name: string, content: Blob): Promise<string | null>;
  shareFile(name: string, content: Blob): Promise<void>;
  settings(): ShellSettings;
  changeSettings(changes: { [Name in keyof ShellChoices]?: ShellChoices[Name] | undefined }): ShellSettings;
  choosePython(): Promise<ShellSettings>;
  forgetPython(): ShellSettings;
  revealDataFolder(): void;
  changeDataFolder(): AsyncGenerator<DataFolderUpdate, void, void>;
  installCommand(): Promise<InstalledCommand | null>;
  showLog(): Promise<void>;
  updates(signal: AbortSignal | undefined): AsyncGenerator<UpdateState, void, void>;
  changeUpdateFeed(feed: string | null): Promise<ShellSettings>;
  checkForUpdates(): Promise<void>;
  downloadUpdate(): Promise<void>;
  installUpdate(): Promise<void>;
  logError(message: string, error: unknown): void;
}

/** Answers the shell's contract on a port to the studio's window, until that is gone. */
export function serveShell(services: ShellServices, port: MessagePortMain): void {
  new RPCHandler(createShellRouter(services)).upgrade(port, { context: {} });
  port.start();
}

function createShellRouter(services: ShellServices) {
  const recognize = (error: unknown) => (error instanceof StudioError ? error : null);
  const api = implement(shellContract).use(reportErrors({ recognize, log: services.logError }));
  return api.router({
    requests: api.requests.handler(({ signal }) => services.requests(signal)),
    upgrade: api.upgrade.handler(({ signal }) => services.upgrade(signal)),
    exports: {
      save: api.exports.save.handler(async ({ input }) => ({ savedAs: await services.saveExport(input.exportId) })),
      reveal: api.exports.reveal.handler(({ input }) => services.revealExport(input.exportId)),
      drag: api.exports.drag.handler(({ input }) => services.dragExport(input.exportId)),
      share: api.exports.share.handler(({ input }) => services.shareExport(input.exportId)),
    },
    files: {
      save: api.files.save.handler(async ({ input }) => ({
        savedAs: await services.saveFile(input.name, input.content),
      })),
      share: api.files.share.handler(({ input }) => services.shareFile(input.name, input.content)),
    },
    settings: {
      get: api.settings.get.handler(() => services.settings()),
      set: api.settings.set.handler(({ input }) => services.changeSettings(input)),
    },
    python: {
      choose: api.python.choose.handler(() => services.choosePython()),
      forget: api.python.forget.handler(() => services.forgetPython()),
    },
    dataFolder: {
      reveal: api.dataFolder.reveal.handler(() => services.revealDataFolder()),
      change: api.dataFolder.change.handler(() => services.changeDataFolder()),
    },
    installCommand: api.installCommand.handler(() => services.installCommand()),
    showLog: api.showLog.handler(() => services.showLog()),
    updates: {
      watch: api.updates.watch.handler(({ signal }) => services.updates(signal)),
      changeFeed: api.updates.changeFeed.handler(({ input }) => services.changeUpdateFeed(input.feed)),
      check: api.updates.check.handler(() => services.checkForUpdates()),
      download: api.updates.download.handler(() => services.downloadUpdate()),
      install: api.updates.install.handler(() => services.installUpdate()),
    },
  });
}
