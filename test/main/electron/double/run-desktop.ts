/**
 * The desktop program on the double of Electron, as a process of its own whose windows a real Chromium shows:
 * `node run-desktop.ts OUT --user-data-dir=DIR --chromium=FILE [--lang=TAG] [FILE|LINK…]`. Whoever forks it is told where the windows can be driven, and may
 * have functions evaluated with `electron`, as Playwright does it with the real one.
 */
import './use-as-electron.ts';
import { join } from 'node:path';
import { openChromium } from './chromium/chromium.ts';
import { ShownPage } from './chromium/shown-page.ts';
import * as electron from './electron.ts';
import { askForLock, isLocked } from './single-instance.ts';

/** What is asked of it, and what it says. */
export type ToDesktop = { type: 'evaluate'; callId: number; source: string; arg: unknown };
export type FromDesktop =
  | { type: 'open'; endpoint: string }
  | { type: 'evaluated'; callId: number; value: unknown }
  | { type: 'failed'; callId: number; message: string };

const { app, becomeReady, controls } = electron;
const [out = '', ...args] = process.argv.slice(2);
const switches = new Map(
  args.filter((arg) => arg.startsWith('--')).map((arg) => arg.slice(2).split('=', 2) as [string, string]),
);
const given = args.filter((arg) => !arg.startsWith('--'));
const folder = switches.get('user-data-dir') ?? '';
const language = switches.get('lang') ?? 'en-US';
const say = (message: FromDesktop) => process.send?.(message);

for (const name of switches.keys()) controls.switches.add(name);
for (const name of ['appData', 'userData']) controls.paths.set(name, folder);
controls.paths.set('logs', join(folder, 'logs'));
controls.languages = [language];
controls.newerVersion = switches.get('newer-version') ?? null;

// Another system, as far as the main process and its pages can tell.
const platform = (switches.get('platform') ?? null) as NodeJS.Platform | null;
if (platform !== null) Object.defineProperty(process, 'platform', { value: platform });
const isMac = process.platform === 'darwin';

// Both programs that Electron is start at once, but the second one of a person's leaves the window to the first.
const browser = isLocked(folder)
  ? null
  : openChromium({ program: switches.get('chromium') ?? '', folder, language, platform });
let handedOver = Promise.resolve();
controls.askForLock = (data) => {
  const lock = askForLock(folder, data, (theirs) => app.emit('second-instance', {}, [], folder, theirs));
  ({ handedOver } = lock);
  return lock.isFirst;
};
app.once('quit', () => void handedOver.then(() => process.exit(controls.exitCode ?? 0)));
process.on('disconnect', () => process.exit());
process.on('message', ({ callId, source, arg }: ToDesktop) => {
  const evaluated = (async () => (0, eval)(`(${source})`)(electron, arg) as unknown)();
  evaluated.then(
    (value) => say({ type: 'evaluated', callId, value }),
    (error: unknown) => say({ type: 'failed', callId, message: String(error) }),
  );
});

controls.showPage = async (window, url) => {
  if (browser === null) throw new Error('There is no browser for a window.');
  const { devTools } = await browser;
  await (await ShownPage.open(window, devTools)).load(url);
};
// A Mac tells by events what a program is started with; other systems by its arguments.
process.argv = ['/opt/kioku-studio', ...(isMac ? [] : given)];
await import(join(out, 'main/main.js'));
if (isMac) {
  const event = { preventDefault: () => undefined };
  for (const each of given) app.emit(each.includes('://') ? 'open-url' : 'open-file', event, each);
}
if (controls.exitCode === null && browser !== null) {
  say({ type: 'open', endpoint: (await browser).endpoint });
  await becomeReady();
}
