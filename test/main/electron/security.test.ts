/** Electron's own security checklist, item by item, in its order and numbers; then what comes to these walls from outside. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { ipcChannels } from '../../../src-main/contract/window-bridge.ts';
import { answerAppRequest } from '../../../src-main/electron/window/app-protocol.ts';
import { isExternalLink, isStudioPage } from '../../../src-main/electron/window/navigation.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { controls } from './double/controls.ts';
import { invokeFrom, sendFrom } from './double/ipc.ts';
import { session } from './double/program.ts';
import { startStudio } from './double/started-studio.ts';
import { BrowserWindow } from './double/windows.ts';

vi.mock('electron', () => import('./double/electron.ts'));

const source = (file: string) => readFileSync(file, 'utf8');
const manifest = JSON.parse(source('package.json')) as { devDependencies: Record<string, string> };

async function preferences() {
  const { window } = await startStudio();
  return window().options.webPreferences ?? {};
}

/** Whether a request of a page leaves the machine. */
function isLetOut(url: string): boolean {
  let answer: Electron.CallbackResponse = {};
  const details = { url } as Electron.OnBeforeRequestListenerDetails;
  session.defaultSession.beforeRequest(details, (response) => (answer = response));
  return answer.cancel !== true;
}

function isGranted(permission: string, url: string): boolean {
  let granted = false;
  const { defaultSession } = session;
  defaultSession.requestPermission(
    {} as Electron.WebContents,
    permission as 'media',
    (isAllowed) => (granted = isAllowed),
    { requestingUrl: url } as Electron.PermissionRequest,
  );
  const checked = defaultSession.checkPermission(null, permission as 'media', url, {} as never);
  expect(checked).toBe(granted);
  return granted;
}

describe('the checklist', () => {
  test('1. Only load secure content: the page comes from the program, and nothing from a network', async () => {
    await startStudio();
    expect(controls.windows[0].webContents.mainFrame.url).toBe('app://studio/');
    expect(
      ['https://example.org/', 'http://example.org/', 'ws://example.org', 'file:///etc/passwd'].map(isLetOut),
    ).toEqual([false, false, false, false]);
    expect(['app://studio/assets/a.js', 'blob:app://studio/1', 'data:image/png;base64,'].map(isLetOut)).toEqual([
      true,
      true,
      true,
    ]);
  });

  test('2. No Node.js integration for remote content: none for any', async () => {
    expect(await preferences()).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    });
  });

  test('3. Context isolation', async () => {
    expect((await preferences()).contextIsolation).toBe(true);
  });

  test('4. Process sandboxing: of this window, and of any other by default', async () => {
    expect((await preferences()).sandbox).toBe(true);
    expect(source('src-main/electron/main.ts')).toContain('app.enableSandbox()');
  });

  test('5. Permission requests: all are refused but writing what a person copies', async () => {
    await startStudio();
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'openExternal',
      'fileSystem',
    ]) {
      expect(isGranted(permission, 'app://studio/')).toBe(false);
    }
    expect(isGranted('clipboard-sanitized-write', 'app://studio/')).toBe(true);
    expect(isGranted('clipboard-sanitized-write', 'https://example.org/')).toBe(false);
    expect(session.defaultSession.checkDevice()).toBe(false);
  });

  test('6. webSecurity stays on', async () => {
    expect((await preferences()).webSecurity).toBe(true);
  });

  test('7. A Content-Security-Policy, as a header, without scripts in the page and without eval', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'index.html'), '<!doctype html>');
    const { headers } = await answerAppRequest({ method: 'GET', url: 'app://studio/' }, folder);
    const policy = headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("connect-src 'self';");
    expect(policy).toContain("object-src 'none'");
    expect(policy).not.toMatch(/unsafe-eval|script-src|https?:|ws:/);
    // Markup is made by Vue's own policy alone, and by no text that a page puts together.
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).toMatch(/trusted-types vue$/);
  });

  test('8. No allowRunningInsecureContent', async () => {
    expect((await preferences()).allowRunningInsecureContent).toBe(false);
  });

  test('9. and 10. No experimental features, no enableBlinkFeatures', async () => {
    expect((await preferences()).experimentalFeatures).toBe(false);
    expect(await preferences()).not.toHaveProperty('enableBlinkFeatures');
  });

  test('11. and 12. No webviews, whatever their options', async () => {
    expect((await preferences()).webviewTag).toBe(false);
    let isPrevented = false;
    controls.windows[0].webContents.emit('will-attach-webview', { preventDefault: () => (isPrevented = true) });
    expect(isPrevented).toBe(true);
  });

  test('13. Navigation stays on the page, in every contents that there may ever be', async () => {
    await startStudio();
    const { webContents } = new BrowserWindow({});
    for (const url of [
      'https://example.org/',
      'file:///etc/passwd',
      'app://other/',
      'app://studio@example.org/',
      'javascript:1',
    ]) {
      expect(webContents.mayNavigate(url)).toBe(false);
      expect(webContents.mayNavigate(url, 'will-redirect')).toBe(false);
    }
    expect(webContents.mayNavigate('app://studio/#/runs')).toBe(true);
    expect(webContents.mayNavigate('app://studio/', 'will-frame-navigate', false)).toBe(false);
  });

  test('14. No new windows', async () => {
    await startStudio();
    const open = (url: string) => controls.windows[0].webContents.windowOpenHandler({ url } as Electron.HandlerDetails);
    expect(open('app://studio/')).toEqual({ action: 'deny' });
    expect(open('https://pytorch.org/')).toEqual({ action: 'deny' });
    expect(controls.opened).toEqual(['https://pytorch.org/']);
  });

  test('15. openExternal in one place only, and only for pages of the web', () => {
    expect(isExternalLink('https://pytorch.org/docs')).toBe(true);
    for (const url of [
      'http://example.org/',
      'file:///etc/passwd',
      'ms-settings:',
      'javascript:alert(1)',
      'smb://x/y',
    ]) {
      expect(isExternalLink(url)).toBe(false);
    }
  });

  test('16. A current version of Electron', () => {
    expect(Number(manifest.devDependencies['electron']?.split('.')[0])).toBeGreaterThanOrEqual(45);
  });

  describe('17. The sender of every message is checked', () => {
    const port = { kind: 'shell', requestId: 'b0a6a9a7-1f14-4f0f-9d3f-3b7ad2b0c001' };
    const files = { name: 'a', files: [{ path: 'a', file: '/etc/passwd' }] };

    test.each([
      ['a page of another address', () => ({ url: 'https://example.org/' })],
      ['a page that only looks like ours', () => ({ url: 'app://studio.example.org/' })],
      ['a frame within the page', () => ({ url: 'app://studio/' })],
      ['a frame that is gone', () => null],
    ])('%s gets nothing', async (_, frame) => {
      const studio = await startStudio();
      const { webContents } = studio.window();
      if (frame()?.url.startsWith('app://studio/') === false) webContents.mainFrame = frame() as Electron.WebFrameMain;
      const sender = webContents.mainFrame.url === 'app://studio/' ? frame() : webContents.mainFrame;
      sendFrom(webContents, ipcChannels.requestPort, port, sender);
      await studio.readyHost();
      expect(await invokeFrom(webContents, ipcChannels.stageFiles, files, sender)).toMatchObject({
        code: 'invalid-data',
      });
      expect(webContents.posted).toEqual([]);
      expect((await studio.process('host')).heard.map(({ message }) => message.type)).toEqual(['start']);
      expect(studio.log()).toMatch(/A port was refused.*\n.*Files were refused/);
    });

    test('nor does another window, even with our page in it', async () => {
      const studio = await startStudio();
      const other = new BrowserWindow({});
      await other.loadURL('app://studio/');
      sendFrom(other.webContents, ipcChannels.requestPort, port);
      expect(other.webContents.posted).toEqual([]);
      expect(studio.log()).toContain('A port was refused');
    });

    test.each([[null], ['port'], [{ kind: 'database', requestId: port.requestId }], [{ kind: 'host', requestId: 7 }]])(
      'a message that is none, such as %j, gets nothing',
      async (message) => {
        const studio = await startStudio();
        sendFrom(studio.window().webContents, ipcChannels.requestPort, message);
        expect(studio.window().webContents.posted).toEqual([]);
      },
    );

    test('a page that went elsewhere while it waited gets no port either', async () => {
      const studio = await startStudio();
      const { webContents } = studio.window();
      sendFrom(webContents, ipcChannels.requestPort, { ...port, kind: 'host' });
      webContents.mainFrame = { url: 'app://studio/' } as Electron.WebFrameMain;
      const host = await studio.readyHost();
      const { ports } = await host.told('connect');
      await new Promise<void>((resolve) => ports[0].on('close', resolve));
      expect(webContents.posted).toEqual([]);
    });
  });

  test('18. A protocol of its own instead of file://', async () => {
    await startStudio();
    expect([...session.defaultSession.handlers.keys()]).toEqual(['app']);
    expect(isStudioPage('file:///app/index.html')).toBe(false);
  });

  // 19. Fuses are bits of the packaged program, not of this code: what sets them is tested with the packaging.

  test('20. The page gets none of Electron’s own functions, only what it needs', () => {
    const preload = source('src-main/electron/preload.ts');
    const exposed = [...preload.matchAll(/exposeInMainWorld\((\w+), (\w+)\)/g)].map((match) => match[2]);
    expect(exposed).toEqual(['bridge']);
    expect(preload).not.toMatch(/bridge.*=.*ipcRenderer\b(?!\.)/);
  });
});

describe('files of the program', () => {
  const folder = () => {
    const place = temporaryFolder();
    mkdirSync(join(place, 'renderer/assets'), { recursive: true });
    writeFileSync(join(place, 'renderer/index.html'), '<!doctype html>');
    writeFileSync(join(place, 'renderer/assets/a.js'), 'export {};');
    writeFileSync(join(place, 'secret.txt'), 'secret');
    symlinkSync(join(place, 'secret.txt'), join(place, 'renderer/assets/link.txt'));
    return join(place, 'renderer');
  };

  test('are served with their types, and never sniffed', async () => {
    const answer = await answerAppRequest({ method: 'GET', url: 'app://studio/assets/a.js' }, folder());
    expect(await answer.text()).toBe('export {};');
    expect(answer.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8');
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
  });

  test.each([
    ['GET', 'app://studio/../secret.txt', 404],
    ['GET', 'app://studio/%2e%2e/secret.txt', 404],
    ['GET', 'app://studio/assets/%2e%2e%2f%2e%2e%2fsecret.txt', 404],
    ['GET', 'app://studio/..%5c..%5csecret.txt', 404],
    ['GET', 'app://studio/assets/link.txt', 404],
    ['GET', 'app://studio/assets/a.js%00.txt', 404],
    ['GET', 'app://elsewhere/assets/a.js', 403],
    ['GET', 'https://studio/assets/a.js', 403],
    ['POST', 'app://studio/assets/a.js', 405],
  ])('%s %s: %i', async (method, url, status) => {
    const answer = await answerAppRequest({ method, url }, folder());
    expect(answer.status).toBe(status);
    expect(await answer.text()).not.toContain('secret');
  });
});
