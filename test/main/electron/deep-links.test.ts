import { expect, onTestFinished, test, vi } from 'vitest';
import { linksOfArguments, requestOfLink } from '../../../src-main/electron/desktop/deep-links.ts';
import { app } from './double/program.ts';
import { controls } from './double/controls.ts';
import { startStudio } from './double/started-studio.ts';

vi.mock('electron', () => import('./double/electron.ts'));

const runId = '0f8fad5b-d9cb-469f-a165-70867728950e';

function onPlatform(platform: NodeJS.Platform): void {
  const own = process.platform;
  Object.defineProperty(process, 'platform', { value: platform });
  onTestFinished(() => void Object.defineProperty(process, 'platform', { value: own }));
}

test.each([
  [`kioku://runs/${runId}`, { type: 'show-run', runId }],
  ['kioku://new-run', { type: 'go', place: 'new-run' }],
  ['kioku://lessons/', { type: 'go', place: 'lessons' }],
  ['KIOKU://settings', { type: 'go', place: 'settings' }],
])('%s leads to its place', (link, request) => {
  expect(requestOfLink(link)).toEqual(request);
});

test.each([
  'https://example.org/kioku://lessons',
  'kioku://elsewhere',
  'kioku://runs/../settings/x',
  'kioku://runs/<script>',
  `kioku://runs/${runId}/delete`,
  `kioku://lessons/${runId}`,
  'kioku:',
  'file:///etc/passwd',
  `kioku://${'a'.repeat(3000)}`,
  '',
])('%s leads nowhere', (link) => {
  expect(requestOfLink(link)).toBeNull();
});

test('links are told from files and switches', () => {
  expect(linksOfArguments(['/opt/kioku', '--flag', 'kioku://lessons', '/a/kioku.txt', 'KIOKU://runs'])).toEqual([
    'kioku://lessons',
    'KIOKU://runs',
  ]);
});

test('a link brings the window to the front, and one of nobody’s is only told in the log', async () => {
  const studio = await startStudio();
  studio.window().becomesReady();
  studio.window().hide();
  studio.app.openLinks(['kioku://nowhere']);
  expect(studio.window().isShown).toBe(false);
  expect(studio.log()).toContain('kioku://nowhere');
  studio.app.openLinks(['kioku://lessons']);
  expect(studio.window().isShown).toBe(true);
});

test('the icon in the Dock of a Mac leads to places of the studio, in its language', async () => {
  onPlatform('darwin');
  const studio = await startStudio(undefined, (world) => (world.languages = ['ja-JP']));
  expect(controls.dockMenu.map(({ label }) => label)).toEqual(['新しい実験', '新しいモデル', 'レッスン']);
  studio.window().becomesReady();
  studio.window().hide();
  controls.dockMenu[0]?.click?.({} as Electron.MenuItem, undefined, {});
  expect(studio.window().isShown).toBe(true);
});

test('the icon in the taskbar of Windows starts the program with a link that it knows', async () => {
  onPlatform('win32');
  await startStudio();
  expect(controls.userTasks.map(({ title }) => title)).toEqual(['New Run', 'New Model', 'Lessons']);
  for (const task of controls.userTasks) {
    expect(task.program).toBe(process.execPath);
    expect(requestOfLink(task.arguments)).not.toBeNull();
  }
  expect(app.isPackaged).toBe(true);
});

test('that of a portable program starts the file that a person has, and not what was unpacked from it', async () => {
  onPlatform('win32');
  vi.stubEnv('PORTABLE_EXECUTABLE_FILE', 'E:\\Kioku Studio portable.exe');
  await startStudio();
  for (const { program, iconPath } of controls.userTasks)
    expect([program, iconPath]).toEqual(Array(2).fill('E:\\Kioku Studio portable.exe'));
  expect(controls.userTasks).toHaveLength(3);
});
