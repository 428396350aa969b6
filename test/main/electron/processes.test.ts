import { MessageChannel } from 'node:worker_threads';
import { expect, test, vi } from 'vitest';
import { ipcChannels } from '../../../src-main/contract/window-bridge.ts';
import { controls } from './double/controls.ts';
import { sendFrom } from './double/ipc.ts';
import { MessagePortMain } from './double/message-port-main.ts';
import { startStudio, type StartedStudio } from './double/started-studio.ts';
import { eventually } from '../../eventually.ts';

vi.mock('electron', () => import('./double/electron.ts'));

/** A page asks for its port to the host; gives what comes. */
function asksForHost({ window }: StartedStudio, requestId: string) {
  const { webContents } = window();
  sendFrom(webContents, ipcChannels.requestPort, { kind: 'host', requestId });
  return eventually(() => {
    const posted = webContents.posted.find(({ message }) => (message as { requestId: string }).requestId === requestId);
    if (posted === undefined) throw new Error('No port yet');
    return posted;
  });
}
const first = '7b0f6a52-2a0e-4c0c-8f0e-2a41d2a9a001';
const second = '7b0f6a52-2a0e-4c0c-8f0e-2a41d2a9a002';

test('a window gets a port whose other end the host holds, once the host is ready', async () => {
  const studio = await startStudio();
  const asked = asksForHost(studio, first);
  expect(studio.window().webContents.posted).toEqual([]);
  const host = await studio.readyHost();
  const { ports } = await asked;
  const { ports: hostPorts } = await host.told('connect');
  const heard = new Promise((resolve) => hostPorts[0].on('message', ({ data }) => resolve(data)));
  hostPorts[0].start();
  ports[0].postMessage('a call');
  expect(await heard).toBe('a call');
});

test('programs are forked by their own names, and without what would change how they run', async () => {
  vi.stubEnv('NODE_OPTIONS', '--inspect');
  const studio = await startStudio();
  const host = await studio.readyHost();
  expect(host.options).toMatchObject({ serviceName: 'Kioku Studio host', stdio: ['ignore', 'ignore', 'pipe'] });
  expect(host.options.env).not.toHaveProperty('NODE_OPTIONS');
  expect((await host.told('start')).message).toMatchObject({
    version: '1.2.3',
    dataDir: expect.stringContaining('kioku-studio'),
    mustExist: false,
  });
});

test('a host that dies is started again, and the page that asks again reaches the new one', async () => {
  const studio = await startStudio();
  const host = await studio.readyHost();
  const { ports: old } = await asksForHost(studio, first);
  const lost = new Promise<void>((resolve) => old[0].on('close', resolve));
  (await host.told('connect')).ports[0].close(); // with its process, its ports go
  host.dies(139, 'out of luck');
  await lost;
  const asked = asksForHost(studio, second);
  const next = await studio.readyHost(1);
  await asked;
  expect(await next.told('connect')).toMatchObject({ ports: [expect.any(MessagePortMain)] });
  expect(studio.log()).toContain('out of luck');
});

test('after three ends in a row no more is tried, and a person is told and decides', async () => {
  const studio = await startStudio();
  controls.answers.push('Show Log', 'Exit', 'Quit Kioku Studio');
  for (const n of [0, 1, 2]) {
    if (n === 2) expect(controls.shown).toEqual([]);
    (await studio.process('host', n)).dies();
  }
  await eventually(() => expect(controls.shown).toHaveLength(1));
  expect(controls.shown[0].options).toMatchObject({
    message: 'The studio cannot be opened.',
    detail: expect.stringMatching(/ended three times in a row/),
    buttons: ['Try Again', 'Choose Another Folder…', 'Show Log', 'Quit Kioku Studio'],
  });
  // The log is opened, and then it is tried once more.
  expect(await studio.process('host', 3)).toBeDefined();
  expect(controls.opened).toEqual([expect.stringContaining('studio.log')]);
  controls.answers.splice(0);
});

test('what a person has to see to is told at once, and asking for a port is refused until it is seen to', async () => {
  const studio = await startStudio();
  controls.answers.push('Choose Another Folder…', [`${studio.folder}/elsewhere`]);
  const host = await studio.process('host');
  const asked = asksForHost(studio, first);
  host.says({ type: 'init-failed', code: 'data-folder-locked', message: 'Another studio uses it.', details: {} });
  expect((await asked).ports).toEqual([]);
  const next = await studio.process('host', 1);
  expect(controls.shown[0].options).toMatchObject({ detail: 'Another studio uses it.' });
  expect((await next.told('start')).message).toMatchObject({ dataDir: `${studio.folder}/elsewhere`, mustExist: true });
});

test('an engine is forked for the host, which talks to it directly; its end is told with its last words', async () => {
  const studio = await startStudio();
  const host = await studio.readyHost();
  host.says({ type: 'spawn-child', childId: 'e1', program: 'engine', heapMegabytes: null });
  const engine = await studio.process('engine');
  const { ports } = await engine.told('connect');
  const { message, ports: hostPorts } = await host.told('child');
  expect(message).toEqual({ type: 'child', childId: 'e1' });
  const heard = new Promise((resolve) => hostPorts[0].on('message', ({ data }) => resolve(data)));
  hostPorts[0].start();
  ports[0].postMessage({ type: 'ready' });
  expect(await heard).toEqual({ type: 'ready' });

  engine.dies(134, 'memory is out');
  expect((await host.told('child-gone')).message).toMatchObject({
    childId: 'e1',
    detail: expect.stringMatching(/134\nmemory is out/),
  });
});

test('processes end with the host that asked for them, and one that is to be killed is', async () => {
  const studio = await startStudio();
  const host = await studio.readyHost();
  host.says({ type: 'spawn-child', childId: 'e1', program: 'engine', heapMegabytes: null });
  host.says({ type: 'spawn-child', childId: 'e2', program: 'formats', heapMegabytes: 700 });
  const [one, other] = [await studio.process('engine'), await studio.process('formats')];
  expect(one.options).not.toHaveProperty('execArgv');
  expect(other.options).toMatchObject({ execArgv: ['--js-flags=--max-old-space-size=700'] });
  other.emit('spawn');
  expect((await host.told('child-started')).message).toEqual({ type: 'child-started', childId: 'e2', pid: 1 });
  host.says({ type: 'kill-child', childId: 'e1' });
  expect(one.pid).toBeUndefined();
  expect(other.pid).toBeDefined();
  host.dies();
  await eventually(() => expect(other.pid).toBeUndefined());
});

test('a port of the double closes for both sides, as Electron says of its own', async () => {
  const { port1, port2 } = new MessageChannel();
  const [one, other] = [new MessagePortMain(port1), new MessagePortMain(port2)];
  const closed = new Promise<void>((resolve) => other.on('close', resolve));
  one.close();
  await closed;
});
