import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { ipcChannels } from '../../../src-main/contract/window-bridge.ts';
import { app } from './double/program.ts';
import { controls } from './double/controls.ts';
import { nativeTheme } from './double/desktop.ts';
import { invokeFrom } from './double/ipc.ts';
import { ended, shellOf, startStudio, type StartedStudio } from './double/started-studio.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { eventually } from '../../eventually.ts';

vi.mock('electron', () => import('./double/electron.ts'));

test('the window is shown when there is something to see, and opens where it was closed', async () => {
  const studio = await startStudio();
  const window = studio.window();
  expect(window.isShown).toBe(false);
  window.becomesReady();
  expect(window.isShown).toBe(true);
  window.bounds = { x: 40, y: 60, width: 1200, height: 800 };
  window.emit('move');
  window.maximize();
  const host = await studio.readyHost();
  window.close();
  await host.told('close');
  host.says({ type: 'bye' });
  await ended();

  const again = await startStudio(studio.folder);
  expect(again.window().bounds).toEqual({ x: 40, y: 60, width: 1200, height: 800 });
  expect(again.window().isShown).toBe(false);
  again.window().becomesReady();
  expect(again.window().isLarge).toBe(true);
});

test('a page that cannot be loaded is told about, since its window does not come by itself', async () => {
  const problem = 'ERR_FAILED (-2) loading app://studio/';
  const studio = await startStudio(temporaryFolder(), (world) => {
    world.pageProblem = problem;
    world.answers.push('Open Again');
  });
  await eventually(() => expect(studio.window().webContents.reloads).toBe(1));
  expect(controls.shown[0].options).toMatchObject({ message: 'The window has ended unexpectedly.' });
  expect(studio.log()).toContain(problem);
});

test('a training shows in the taskbar and beside the clock, keeps the machine awake, and is told about when it ends', async () => {
  const studio = await startStudio();
  const host = await studio.readyHost();
  studio.trains(host, null);
  expect(studio.window().progress).toEqual({ value: 2, mode: 'indeterminate' });
  studio.trains(host, 0.25);
  expect(studio.window().progress).toEqual({ value: 0.25, mode: 'normal' });
  expect(controls.trays[0].menu.map(({ label }) => label)).toEqual([
    'Fox: 25 %',
    undefined,
    'Show Kioku Studio',
    'Exit',
  ]);
  expect(controls.blockers.size).toBe(1);

  host.says({ type: 'activity', training: null, waiting: 0, work: [] });
  host.says({
    type: 'run-ended',
    runId: 'r',
    name: 'Fox',
    state: 'diverged',
    error: { code: 'diverged', message: 'The loss grew beyond all bounds.', details: { reason: 'training', step: 7 } },
  });
  expect(studio.window().progress.value).toBe(-1);
  expect(controls.blockers.size).toBe(0);
  expect(controls.trays[0].isGone).toBe(true);
  expect(controls.notifications[0].options).toEqual({
    title: 'Training diverged',
    body: 'Fox\nThe loss grew beyond all bounds.',
  });
});

test('who looks at the window is not told what it shows; nor is who does not want it', async () => {
  const studio = await startStudio();
  const host = await studio.readyHost();
  const finished = { type: 'run-ended', runId: 'r', name: 'Fox', state: 'finished', error: null };
  studio.window().becomesReady();
  studio.app.show();
  host.says(finished);
  expect(controls.notifications).toEqual([]);
  const shell = await shellOf(studio);
  await shell.settings.set({ notifications: false });
  studio.window().hide();
  host.says(finished);
  expect(controls.notifications).toEqual([]);
  await shell.settings.set({ notifications: true });
  host.says(finished);
  expect(controls.notifications).toHaveLength(1);
});

test('a notification leads to its run', async () => {
  const studio = await startStudio();
  const host = await studio.readyHost();
  host.says({ type: 'run-ended', runId: 'r7', name: 'Fox', state: 'finished', error: null });
  controls.notifications[0].emit('click');
  const shell = await shellOf(studio);
  for await (const request of await shell.requests()) {
    expect(request).toEqual({ type: 'show-run', runId: 'r7' });
    break;
  }
});

test('settings take hold at once and are there at the next start', async () => {
  const studio = await startStudio();
  const host = await studio.readyHost();
  const shell = await shellOf(studio);
  studio.trains(host);
  await shell.settings.set({ language: 'ja', theme: 'dark', keepAwake: false });
  expect(controls.menu?.[0].label).toBe('ファイル');
  expect(nativeTheme.themeSource).toBe('dark');
  expect(controls.blockers.size).toBe(0);

  await startStudio(studio.folder);
  expect(nativeTheme.themeSource).toBe('dark');
  expect(controls.menu?.[0].label).toBe('ファイル');
});

test('a page can propose another address for updates, and only the system’s dialog changes it', async () => {
  const studio = await startStudio();
  await studio.readyHost();
  const shell = await shellOf(studio);
  const feed = 'https://example.org/kioku';
  await expect(shell.updates.changeFeed({ feed: 'http://example.org/' })).rejects.toThrow(/validation/);
  await shell.settings.set({ updateFeed: feed } as object);
  controls.answers.push('Cancel', 'Use This Address');
  expect((await shell.updates.changeFeed({ feed })).updateFeed).toBeNull();
  expect((await shell.updates.changeFeed({ feed })).updateFeed).toBe(feed);
  expect(await shell.settings.get()).toMatchObject({ updateFeed: feed });
});

test('a Python is chosen in a dialog of the system, kept, and named to the processes that prove exports', async () => {
  const studio = await startStudio();
  await studio.readyHost();
  const shell = await shellOf(studio);
  await shell.settings.set({ python: '/bin/sh' } as object);
  expect((await shell.settings.get()).python).toBeNull();
  controls.answers.push([], ['/opt/python/bin/python3']);
  expect((await shell.python.choose()).python).toBeNull();
  expect((await shell.python.choose()).python).toBe('/opt/python/bin/python3');
  expect(process.env['KIOKU_PYTHON']).toBe('/opt/python/bin/python3');

  const again = await startStudio(studio.folder);
  await again.readyHost();
  expect(process.env['KIOKU_PYTHON']).toBe('/opt/python/bin/python3');
  expect((await (await shellOf(again)).python.forget()).python).toBeNull();
  expect(process.env['KIOKU_PYTHON']).toBeUndefined();
});

test('a second start brings the window forward and opens its files there', async () => {
  const studio = await startStudio();
  const host = await studio.readyHost();
  studio.window().becomesReady();
  studio.window().isSmall = true;
  studio.app.show();
  studio.app.openPaths(['/texts/novel.txt']);
  expect(studio.window().isSmall).toBe(false);
  const { message } = await host.told('ask');
  expect(message).toMatchObject({ question: 'open-paths', asked: { paths: ['/texts/novel.txt'] } });
  const opened = [{ importId: 'i1', name: 'novel.txt', files: [{ path: 'novel.txt', bytes: 12 }] }];
  host.says({
    type: 'answer',
    questionId: (message as unknown as { questionId: string }).questionId,
    answer: { opened },
  });
  const shell = await shellOf(studio);
  for await (const request of await shell.requests()) {
    expect(request).toEqual({ type: 'opened', ...opened[0] });
    break;
  }
  expect(controls.recent).toEqual(['/texts/novel.txt']);
  studio.chooses('File', 'Open Recent', 'novel.txt');
  expect((await host.told('ask', 1)).message).toMatchObject({ asked: { paths: ['/texts/novel.txt'] } });
});

test('a file that cannot be opened is told about, and is among the recent ones no longer where it is gone', async () => {
  const folder = temporaryFolder();
  const there = join(folder, 'damaged.kioku');
  writeFileSync(there, '');
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ recentFiles: ['/texts/gone.txt', there] }));
  const studio = await startStudio(folder);
  const host = await studio.readyHost();
  controls.answers.push('OK', 'OK');
  studio.chooses('File', 'Open Recent', 'gone.txt');
  const { questionId } = (await host.told('ask')).message as unknown as { questionId: string };
  host.says({ type: 'refused', questionId, code: 'invalid-data', message: 'There is no file.', details: {} });
  await eventually(() => expect(controls.shown[0]?.options).toMatchObject({ detail: 'There is no file.' }));
  expect(controls.recent).toEqual([]);
  expect(() => studio.chooses('File', 'Open Recent', 'gone.txt')).toThrow(/No gone\.txt/);

  studio.chooses('File', 'Open Recent', 'damaged.kioku');
  const second = (await host.told('ask', 1)).message as unknown as { questionId: string };
  host.says({ type: 'refused', questionId: second.questionId, code: 'invalid-data', message: 'Damaged.', details: {} });
  await eventually(() => expect(controls.shown[1]?.options).toMatchObject({ detail: 'Damaged.' }));
  studio.chooses('File', 'Open Recent', 'damaged.kioku');
});

test('of several files those that can be opened are, and the others are told about together', async () => {
  const studio = await startStudio();
  const host = await studio.readyHost();
  controls.answers.push('OK');
  studio.app.openPaths(['/texts/gone.txt', '/texts/novel.txt', '/texts/lost.txt']);
  const opened = [{ importId: 'i1', name: 'novel.txt', files: [{ path: 'novel.txt', bytes: 12 }] }];
  for (const n of [0, 1, 2]) {
    const { message } = await host.told('ask', n);
    const { questionId, asked } = message as unknown as { questionId: string; asked: { paths: string[] } };
    if (asked.paths[0] === '/texts/novel.txt') host.says({ type: 'answer', questionId, answer: { opened } });
    else host.says({ type: 'refused', questionId, code: 'invalid-data', message: `No ${asked.paths[0]}`, details: {} });
  }
  await eventually(() =>
    expect(controls.shown[0]?.options).toMatchObject({ detail: 'No /texts/gone.txt\nNo /texts/lost.txt' }),
  );
  expect(controls.recent).toEqual(['/texts/novel.txt']);
  const shell = await shellOf(studio);
  for await (const request of await shell.requests()) {
    expect(request).toEqual({ type: 'opened', ...opened[0] });
    break;
  }
});

test('dropped files are named to the host by their place, and kept in mind as recent', async () => {
  const studio = await startStudio();
  const host = await studio.readyHost();
  const files = [{ path: 'novel.txt', file: '/texts/novel.txt' }];
  const answer = invokeFrom(studio.window().webContents, ipcChannels.stageFiles, { name: 'novel.txt', files });
  const { message } = await host.told('ask');
  expect(message).toMatchObject({ question: 'stage-files', asked: { name: 'novel.txt', files } });
  const { questionId } = message as unknown as { questionId: string };
  host.says({ type: 'answer', questionId, answer: { importId: 'i1' } });
  expect(await answer).toEqual({ importId: 'i1' });
  expect(controls.recent).toEqual(['/texts/novel.txt']);
});

/** Answers what a host is asked about the file of an export. */
async function exportLiesAt(studio: StartedStudio, file: string): Promise<void> {
  const host = await studio.readyHost();
  const { questionId } = (await host.told('ask')).message as unknown as { questionId: string };
  host.says({ type: 'answer', questionId, answer: { file } });
}

test('exports are saved, shown and dragged by their ids; where they lie, only the host says', async () => {
  const studio = await startStudio();
  const file = join(studio.folder, 'fox.onnx');
  writeFileSync(file, 'a network');
  const shell = await shellOf(studio);
  const saved = shell.exports.save({ exportId: 'e1' });
  controls.answers.push(join(studio.folder, 'copy.onnx'));
  await exportLiesAt(studio, file);
  expect(await saved).toEqual({ savedAs: join(studio.folder, 'copy.onnx') });
  expect(readFileSync(join(studio.folder, 'copy.onnx'), 'utf8')).toBe('a network');
  expect(controls.shown[0].options).toMatchObject({ defaultPath: 'fox.onnx' });
});

test('an export is dragged out as the file itself', async () => {
  const studio = await startStudio();
  const shell = await shellOf(studio);
  const dragged = shell.exports.drag({ exportId: 'e1' });
  await exportLiesAt(studio, '/data/exports/e1/fox.onnx');
  await dragged;
  expect(studio.window().webContents.dragged).toMatchObject([{ file: '/data/exports/e1/fox.onnx' }]);
});

test('an export is shared as the file itself', async () => {
  const studio = await startStudio();
  const shell = await shellOf(studio);
  const shared = shell.exports.share({ exportId: 'e1' });
  await exportLiesAt(studio, '/data/exports/e1/fox.kioku');
  await shared;
  expect(controls.shared).toEqual([{ filePaths: ['/data/exports/e1/fox.kioku'] }]);
});

test('a window whose process dies is loaded again, and a person is asked after the third time', async () => {
  const studio = await startStudio();
  const { webContents } = studio.window();
  const dies = () => webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
  for (let times = 1; times <= 2; times++) {
    const reloaded = new Promise((resolve) => webContents.once('reloaded', resolve));
    dies();
    await reloaded;
  }
  controls.answers.push('Open Again');
  dies();
  await eventually(() => expect(webContents.reloads).toBe(3));
  expect(controls.shown[0].options).toMatchObject({ message: 'The window has ended unexpectedly.' });
  expect(studio.log()).toContain('crashed');
});

test('the data moves when everything was copied and the new folder was opened, and not before', async () => {
  const studio = await startStudio();
  const host = await studio.readyHost();
  const { dataDir: from } = (await host.told('start')).message as unknown as { dataDir: string };
  mkdirSync(from, { recursive: true });
  writeFileSync(join(from, 'kioku.db'), 'everything');
  const to = temporaryFolder();
  const shell = await shellOf(studio);
  controls.answers.push([to]);
  const updates: unknown[] = [];
  const changing = (async () => {
    for await (const update of await shell.dataFolder.change()) updates.push(update);
  })();
  await host.told('close');
  host.says({ type: 'bye' });

  const mover = await studio.process('host', 1);
  expect((await mover.told('move')).message).toEqual({ type: 'move', from, to });
  mover.says({ type: 'moving', stage: 'copying', bytesDone: 5, bytesTotal: 10 });
  await eventually(() => expect(updates).toEqual([{ type: 'copying', bytesDone: 5, bytesTotal: 10 }]));
  writeFileSync(join(to, 'kioku.db'), 'everything');
  mover.says({ type: 'moved' });
  mover.says({ type: 'bye' });

  const next = await studio.process('host', 2);
  expect((await next.told('start')).message).toMatchObject({ dataDir: to });
  expect(existsSync(join(from, 'kioku.db'))).toBe(true);
  next.says({ type: 'ready' });
  await changing;
  expect(updates.at(-1)).toEqual({ type: 'changed', dataDir: to });
  expect(existsSync(join(from, 'kioku.db'))).toBe(false);
});

test('who quits while the data moves does not cut that off', async () => {
  const studio = await startStudio();
  const host = await studio.readyHost();
  const { dataDir } = (await host.told('start')).message as unknown as { dataDir: string };
  mkdirSync(dataDir, { recursive: true });
  const shell = await shellOf(studio);
  const to = temporaryFolder();
  controls.answers.push([to]);
  const changing = (async () => {
    for await (const update of await shell.dataFolder.change()) void update;
  })();
  changing.catch(() => undefined); // the window goes first
  await host.told('close');
  host.says({ type: 'bye' });
  const mover = await studio.process('host', 1);
  await mover.told('move');
  app.quit();
  expect(studio.window().isShown).toBe(false);
  mover.says({ type: 'moved' });
  const next = await studio.readyHost(2);
  expect((await next.told('start')).message).toMatchObject({ dataDir: to });
  await next.told('close');
  expect(controls.exitCode).toBeNull();
  next.says({ type: 'bye' });
  await ended();
});

test('a move that fails leaves everything where it was, and says why', async () => {
  const studio = await startStudio();
  const host = await studio.readyHost();
  const { dataDir } = (await host.told('start')).message as unknown as { dataDir: string };
  mkdirSync(dataDir, { recursive: true });
  const shell = await shellOf(studio);
  controls.answers.push([temporaryFolder()]);
  const changing = (async () => {
    for await (const update of await shell.dataFolder.change()) expect(update).toBeUndefined();
  })();
  const refused = expect(changing).rejects.toMatchObject({ data: { code: 'folder-refused' }, message: 'No space.' });
  await host.told('close');
  host.says({ type: 'bye' });
  const mover = await studio.process('host', 1);
  await mover.told('move');
  mover.says({ type: 'init-failed', code: 'folder-refused', message: 'No space.', details: {} });
  const next = await studio.readyHost(2);
  await refused;
  expect((await next.told('start')).message).toMatchObject({ dataDir });
});
