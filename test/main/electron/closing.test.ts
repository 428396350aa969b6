import { expect, test, vi } from 'vitest';
import { QuitFlow } from '../../../src-main/electron/desktop/quit-flow.ts';
import { app } from './double/program.ts';
import { controls } from './double/controls.ts';
import { powerMonitor } from './double/desktop.ts';
import { ended, startStudio } from './double/started-studio.ts';
import { eventually } from '../../eventually.ts';

vi.mock('electron', () => import('./double/electron.ts'));

test('without a training, quitting lets the host close its database and ends', async () => {
  const studio = await startStudio();
  const host = await studio.readyHost();
  app.quit();
  await host.told('close');
  expect(controls.exitCode).toBeNull();
  host.says({ type: 'bye' });
  await ended();
  expect(controls.shown).toEqual([]);
  expect(controls.exitCode).toBe(0);
});

test('what goes wrong while it closes is kept in the log, and does not keep it from ending', async () => {
  const told: unknown[] = [];
  const flow = new QuitFlow({
    isBusy: () => false,
    ask: async () => 'cancel',
    hideWindow: async () => undefined,
    closeAll: async () => Promise.reject(new Error('no host')),
    end: () => told.push('end'),
    logError: (error) => told.push(error),
  });
  expect(flow.mayEnd()).toBe(false);
  await eventually(() => expect(told).toEqual([new Error('no host'), 'end']));
  expect(flow.mayEnd()).toBe(true);
});

test('a dialog that does not come up counts as Cancel, and can be asked for again', async () => {
  const studio = await startStudio();
  const host = await studio.readyHost();
  studio.trains(host);
  app.quit(); // nobody answers
  await eventually(() => expect(studio.log()).toContain('Nobody answers'));
  controls.answers.push('Pause and Quit');
  app.quit();
  await host.told('close');
  host.says({ type: 'bye' });
  await ended();
});

test('while it closes, a second start does not bring the window back', async () => {
  const studio = await startStudio();
  const host = await studio.readyHost();
  studio.window().becomesReady();
  app.quit();
  await host.told('close');
  studio.app.show();
  expect(studio.window().isShown).toBe(false);
  host.says({ type: 'bye' });
  await ended();
});

test('a window that fills the screen stays until the end: on a Mac its screen would be left black', async () => {
  const studio = await startStudio();
  const host = await studio.readyHost();
  studio.window().becomesReady();
  studio.window().fillsScreen = true;
  app.quit();
  await host.told('close');
  expect(studio.window().isShown).toBe(true);
  host.says({ type: 'bye' });
  await ended();
});

test('over a window that is away no dialog is opened, which would be away with it', async () => {
  const studio = await startStudio();
  const host = await studio.readyHost();
  studio.window().becomesReady();
  studio.trains(host);
  for (const [isSmall, parent] of [
    [true, undefined],
    [false, studio.window()],
  ] as const) {
    studio.window().isSmall = isSmall;
    controls.answers.push('Cancel');
    app.quit();
    await eventually(() => expect(controls.answers).toEqual([]));
    expect(controls.shown.at(-1)?.parent).toBe(parent);
    await new Promise(setImmediate);
  }
});

test('a Dock, which outlives the window that showed a training’s progress in it, does not go on showing it', async () => {
  const studio = await startStudio();
  studio.trains(await studio.readyHost(), 0.4);
  const window = studio.window();
  expect(window.progress.value).toBe(0.4);
  controls.answers.push('Pause and Quit');
  window.close();
  await (await studio.process('host')).told('close');
  (await studio.process('host')).says({ type: 'bye' });
  await ended();
  expect(window.progress.value).toBe(-1);
});

test('quitting while a run trains asks; given up, everything goes on', async () => {
  const studio = await startStudio();
  const host = await studio.readyHost();
  studio.trains(host);
  controls.answers.push('Cancel');
  app.quit();
  await eventually(() => expect(controls.shown).toHaveLength(1));
  expect(controls.shown[0].options).toMatchObject({ buttons: ['Pause and Quit', 'Cancel'], cancelId: 1 });
  await new Promise(setImmediate);
  expect(host.heard.map(({ message }) => message.type)).toEqual(['start']);

  controls.answers.push('Pause and Quit');
  app.quit();
  await host.told('close');
  expect(controls.exitCode).toBeNull(); // the checkpoint is being written
  host.says({ type: 'bye' });
  await ended();
  expect(controls.blockers.size).toBe(0);
  expect(controls.trays.at(-1)?.isGone).toBe(true);
});

test('closing the window while a run trains may leave the training in the background, with a way back', async () => {
  const studio = await startStudio();
  const host = await studio.readyHost();
  const window = studio.window();
  window.becomesReady();
  studio.trains(host, 0.5);
  controls.answers.push('Keep Training in the Background');
  window.close();
  await eventually(() => expect(window.isShown).toBe(false));
  expect(window.isGone).toBe(false);
  const [tray] = controls.trays;
  expect(tray.toolTip).toBe('Kioku Studio\nFox: 50 %');
  tray.emit('click');
  expect(window.isShown).toBe(true);
});

test('where the desktop shows no icon beside its clock, the window stays among the open ones, and is no less a way back', async () => {
  const studio = await startStudio(undefined, (world) => (world.hasTray = false));
  const host = await studio.readyHost();
  const window = studio.window();
  window.becomesReady();
  studio.trains(host, 0.5);
  controls.answers.push('Keep Training in the Background');
  window.close();
  await eventually(() => expect(window.isSmall).toBe(true));
  expect(window.isShown).toBe(true);
  expect(window.isGone).toBe(false);
  window.restore();
  host.says({ type: 'activity', training: null, waiting: 0, work: [] });
  // Somebody looks at it again: the icon goes with the training.
  await eventually(() => expect(controls.trays.at(-1)?.isGone).toBe(true));
});

test.each([
  ['that shuts down', (event: object) => powerMonitor.emit('shutdown', event)],
  ['whose session ends', (event: object) => controls.windows[0].emit('query-session-end', event)],
])('a system %s waits for the checkpoint, and nobody is asked', async (_, end) => {
  const studio = await startStudio();
  const host = await studio.readyHost();
  studio.trains(host);
  let isWaiting = false;
  end({ preventDefault: () => (isWaiting = true) });
  expect(isWaiting).toBe(true);
  await host.told('close');
  host.says({ type: 'bye' });
  await ended();
  expect(controls.shown).toEqual([]);
});

test('a host that does not say goodbye in time does not keep the studio from ending', async () => {
  const studio = await startStudio();
  const host = await studio.readyHost();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  app.quit();
  await vi.advanceTimersByTimeAsync(60_000);
  vi.useRealTimers();
  await ended();
  expect(host.pid).toBeUndefined();
});

test('closing the window during an import names what would be lost, and lets it finish in the background', async () => {
  const studio = await startStudio();
  const host = await studio.readyHost();
  const window = studio.window();
  window.becomesReady();
  host.says({ type: 'activity', training: null, waiting: 0, work: [{ kind: 'import', name: 'novel.txt' }] });
  controls.answers.push('Finish in the Background');
  window.close();
  await eventually(() => expect(window.isShown).toBe(false));
  expect(window.isGone).toBe(false);
  expect(controls.shown[0].options).toMatchObject({
    message: 'Something is not finished yet.',
    detail: 'If you quit now, nothing is kept of this:\n• the import of “novel.txt”',
    buttons: ['Quit Anyway', 'Finish in the Background', 'Cancel'],
  });
});
