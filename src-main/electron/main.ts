/**
 * The Electron shell: one hardened window on the studio that `npm start` serves on this machine. No domain logic, no database.
 * The address, with its token, comes in the environment and not in the arguments, which every user of the machine can read.
 */
import { app, BrowserWindow, session, shell } from 'electron';
import { isExternalLink, isStudioPage } from './navigation.ts';

const studioUrl = process.env['KIOKU_STUDIO_URL'];

function openWindow(url: string): void {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 700,
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false },
  });
  window.once('ready-to-show', () => window.show());
  window.webContents.setWindowOpenHandler(({ url: target }) => {
    if (isExternalLink(target)) void shell.openExternal(target);
    return { action: 'deny' };
  });
  window.webContents.on('will-navigate', (event, target) => {
    if (!isStudioPage(target, url)) event.preventDefault();
  });
  window.webContents.on('will-attach-webview', (event) => event.preventDefault());
  void window.loadURL(url);
}

if (studioUrl === undefined) {
  process.stderr.write('The studio is opened with npm start, which tells this window where it is served.\n');
  app.exit(2);
} else {
  void app.whenReady().then(() => {
    session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
    openWindow(studioUrl);
  });
  app.on('window-all-closed', () => app.quit());
}
