import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

interface Program {
  path: string;
  args: string[];
}

/** Chromium and its relatives can show one page as a window of its own, without tabs and address bar. */
const chromiumNames = {
  linux: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'brave-browser'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Brave Browser.app/Contents/MacOS/Brave Browser',
  ],
  win32: ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'],
};

/** Tells whether a window could be seen at all. */
export function hasDisplay(): boolean {
  if (process.platform === 'win32' || process.platform === 'darwin') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

/**
 * Opens a page in an app window of a Chromium where there is one, else in the system's browser. Gives false, having done
 * nothing, where there is no display or nothing to open it with.
 */
export async function openInBrowser(url: string): Promise<boolean> {
  if (!hasDisplay()) return false;
  const chromium = findChromium();
  if (chromium !== null && (await start({ path: chromium, args: [`--app=${url}`] }))) return true;
  return start(systemOpener(url));
}

function findChromium(): string | null {
  if (process.platform === 'darwin') return chromiumNames.darwin.find((path) => existsSync(path)) ?? null;
  const windows = process.platform === 'win32';
  const folders = windows
    ? [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']]
    : (process.env['PATH'] ?? '').split(delimiter);
  const candidates = (windows ? chromiumNames.win32 : chromiumNames.linux).flatMap((name) =>
    folders.flatMap((folder) => (folder ? [join(folder, name)] : [])),
  );
  return candidates.find((path) => existsSync(path)) ?? null;
}

function systemOpener(url: string): Program {
  if (process.platform === 'darwin') return { path: 'open', args: [url] };
  if (process.platform === 'win32') return { path: 'explorer.exe', args: [url] };
  return { path: 'xdg-open', args: [url] };
}

/** Starts a program that lives on by itself; false where it cannot be started. */
function start({ path, args }: Program): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(path, args, { detached: true, stdio: 'ignore' });
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
    child.once('error', () => resolve(false));
  });
}
