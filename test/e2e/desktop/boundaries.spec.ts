import { forbiddenAttempts } from '../../main/electron/forbidden-attempts.ts';
import { expect, openDesktop, test } from './desktop.ts';

test('a page has the two doors of the bridge and nothing of Electron or Node', async ({ desktop }) => {
  const { page } = await openDesktop(desktop);
  await expect(page.getByRole('heading', { level: 1, name: 'Start' })).toBeVisible();
  const found = await page.evaluate(() => ({
    bridge: Object.entries(Reflect.get(window, 'kiokuBridge') as object).map(([name, door]) => [name, typeof door]),
    others: ['require', 'process', 'module', 'ipcRenderer', 'electron', 'Buffer'].filter((name) => name in window),
  }));
  expect(found).toEqual({
    bridge: [
      ['requestPort', 'function'],
      ['stageFiles', 'function'],
    ],
    others: [],
  });
});

test('what cannot be cloned does not cross the bridge, and files of a page’s own have no place', async ({
  desktop,
}) => {
  const { page } = await openDesktop(desktop);
  await expect(page.getByRole('heading', { level: 1, name: 'Start' })).toBeVisible();
  const outcome = await page.evaluate(async () => {
    const bridge = Reflect.get(window, 'kiokuBridge') as {
      requestPort(kind: unknown, id: string): void;
      stageFiles(name: string, files: { path: string; file: File }[]): Promise<unknown>;
    };
    let refused = '';
    try {
      bridge.requestPort({ ask: new WeakMap() }, crypto.randomUUID());
    } catch (error) {
      refused = String(error);
    }
    const staged = await bridge.stageFiles('own', [{ path: 'own.txt', file: new File(['text'], 'own.txt') }]);
    return { refused, staged };
  });
  expect(outcome.refused).toMatch(/clone/);
  expect(outcome.staged).toBeNull();
});

test('a page that is not the studio’s gets no port, even in the studio’s own window', async ({ desktop }) => {
  const { page } = await openDesktop(desktop);
  await expect(page.getByRole('heading', { level: 1, name: 'Start' })).toBeVisible();
  await page.goto('data:text/html,<h1>Elsewhere</h1>');
  await expect(page.getByRole('heading', { name: 'Elsewhere' })).toBeVisible();
  // An answer to a files’ request comes after that to the port that was asked for before.
  const outcome = await page.evaluate(async () => {
    const bridge = Reflect.get(window, 'kiokuBridge') as {
      requestPort(kind: string, id: string): void;
      stageFiles(name: string, files: { path: string; file: File }[]): Promise<unknown>;
    };
    const heard: unknown[] = [];
    addEventListener('message', ({ data }) => heard.push(data));
    bridge.requestPort('host', '7b0f6a52-2a0e-4c0c-8f0e-2a41d2a9a001');
    const staged = await bridge.stageFiles('own', []);
    return { heard, staged };
  });
  expect(outcome).toMatchObject({ heard: [], staged: { code: 'invalid-data' } });
});

test('a page stays where it is: links of the web go to the system, and no window opens', async ({ desktop }) => {
  const { page } = await openDesktop(desktop);
  await expect(page.getByRole('heading', { level: 1, name: 'Start' })).toBeVisible();
  await desktop.program.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = async (address) => void opened.push(address);
  }, null);
  const address = page.url();
  await page.evaluate(() => void window.open('https://example.org/'));
  await page.evaluate(() => void window.open('file:///etc/passwd'));
  const opened = () => desktop.program.evaluate(() => (globalThis as { opened?: string[] }).opened, null);
  await expect.poll(opened).toEqual(['https://example.org/']);
  await page.evaluate(() => location.assign('https://example.org/'));
  await expect.poll(() => page.context().pages().length).toBe(1);
  await expect(page.getByRole('heading', { level: 1, name: 'Start' })).toBeVisible();
  expect(page.url()).toBe(address);
});

test('nothing of the page is refused by its own headers, and a text becomes no program', async ({ desktop }) => {
  const { page } = await openDesktop(desktop);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Start' })).toBeVisible();
  expect(complaints).toEqual([]);
  const outcome = await page.evaluate(forbiddenAttempts);
  expect(outcome).toEqual({ markup: 'TypeError', policy: 'TypeError', network: 'TypeError' });
});
