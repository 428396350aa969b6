import { EventEmitter } from 'node:events';
import { controls } from './controls.ts';
import { app } from './program.ts';

/** Stands in for electron-updater, whose downloads go by Electron's own network: a newer version lies there or not. */
class Updater extends EventEmitter {
  autoDownload = true;
  autoInstallOnAppQuit = true;
  logger: unknown = null;

  setFeedURL(): void {
    this.emit('feed-set');
  }

  async checkForUpdates(): Promise<object> {
    this.emit('checking-for-update');
    if (controls.newerVersion === null) this.emit('update-not-available');
    else this.emit('update-available', { version: controls.newerVersion });
    return {};
  }

  async downloadUpdate(): Promise<string[]> {
    this.emit('download-progress', { percent: 50 });
    this.emit('update-downloaded', { version: controls.newerVersion });
    return [];
  }

  quitAndInstall(): void {
    controls.installed = controls.newerVersion;
    app.quit();
  }
}

export default { autoUpdater: new Updater() };
