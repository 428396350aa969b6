import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DevTools } from './devtools.ts';

export interface Chromium {
  devTools: DevTools;
  /** The address that others drive it by. */
  endpoint: string;
}

interface ChromiumOptions {
  program: string;
  /** The window's own data. */
  folder: string;
  language: string;
  /** The system that its pages are told they run on; null for the one that they do. */
  platform: NodeJS.Platform | null;
}

/** A system's words in what browsers say of themselves. */
const systemWords: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Macintosh; Intel Mac OS X 10_15_7',
  linux: 'X11; Linux x86_64',
  win32: 'Windows NT 10.0; Win64; x64',
};

/** Starts the browser that shows the windows. It has no screen, and ends with this process, whose pipes it hangs on. */
export async function openChromium({ program, folder, language, platform }: ChromiumOptions): Promise<Chromium> {
  const system = platform === null ? undefined : systemWords[platform];
  const profile = join(folder, 'chromium');
  mkdirSync(profile, { recursive: true });
  const child = spawn(
    program,
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--no-startup-window',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Electron's pages are told when the other end of a port closes; Chromium has that, but not switched on.
      '--enable-blink-features=MessagePortCloseEvent',
      '--window-size=1440,900',
      ...(system === undefined ? [] : [`--user-agent=Mozilla/5.0 (${system}) Chrome/140.0.0.0`]),
      `--lang=${language}`,
      `--accept-lang=${language}`,
      `--user-data-dir=${profile}`,
      '--remote-debugging-pipe',
      '--remote-debugging-port=0',
    ],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] },
  );
  const [, , stderr, write, read] = child.stdio;
  if (stderr === null || write === null || read === null) throw new Error('Chromium has no pipes.');
  const endpoint = await new Promise<string>((resolve, reject) => {
    let said = '';
    (stderr as NodeJS.ReadableStream).on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, address] = /DevTools listening on (\S+)/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', (code) => reject(new Error(`Chromium ended with ${code}.\n${said}`)));
  });
  return { devTools: new DevTools(write as NodeJS.WritableStream as never, read as never), endpoint };
}
