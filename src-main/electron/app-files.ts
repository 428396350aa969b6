import { app } from 'electron';
import { existsSync, mkdirSync } from 'node:fs';
import { join, sep } from 'node:path';

/** The places of the program's parts, and of the files that it keeps for itself. */
export interface AppFiles {
  host: string;
  engine: string;
  formats: string;
  preload: string;
  renderer: string;
  trayIcon: string;
  dragIcon: string;
  /** The program's package.json. */
  manifest: string;
  settings: string;
  /** The key of the studio's secrets, which the system has encrypted. */
  secretKey: string;
  log: string;
}

/**
 * The window's own data (caches, settings, log) lies beside the studio's data and not in it: that is moved, backed up and shared with
 * `kioku serve` as a whole. Must come before anything asks for the folder.
 */
export function placeUserData(): void {
  // Windows shows notifications only of programs that it can tell apart; the installer gives the same name.
  app.setAppUserModelId('studio.kioku.desktop');
  if (!app.commandLine.hasSwitch('user-data-dir')) {
    const folder = join(app.getPath('appData'), 'Kioku Studio Window');
    mkdirSync(folder, { recursive: true }); // as its documentation asks for
    app.setPath('userData', folder);
  }
  app.setAppLogsPath();
}

/** `out`: the folder of the built program. */
export function appFiles(out: string): AppFiles {
  const pictures = join(out, 'main', 'pictures');
  return {
    host: unpacked(join(out, 'main', 'host.js')),
    engine: unpacked(join(out, 'main', 'engine.js')),
    formats: unpacked(join(out, 'main', 'formats.js')),
    preload: join(out, 'preload', 'preload.cjs'),
    renderer: join(out, 'renderer'),
    trayIcon: join(pictures, process.platform === 'darwin' ? 'trayTemplate.png' : 'tray.png'),
    dragIcon: join(pictures, 'file.png'),
    manifest: join(out, '..', 'package.json'),
    settings: join(app.getPath('userData'), 'settings.json'),
    secretKey: join(app.getPath('userData'), 'secret-key'),
    log: join(app.getPath('logs'), 'kioku-studio.log'),
  };
}

/** Packaged, the programs of other processes lie outside the archive, with all that they load, or within it: see what the packager unpacks. */
function unpacked(path: string): string {
  const outside = path.replace(`app.asar${sep}`, `app.asar.unpacked${sep}`);
  return existsSync(outside) ? outside : path;
}
