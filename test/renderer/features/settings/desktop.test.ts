import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { nativeShell } from '../../../../src-renderer/client/native-shell.ts';
import { offeredModels } from '../../../../src-renderer/client/requests/offered-models.ts';
import { language } from '../../../../src-renderer/locales/language.ts';
import { router } from '../../../../src-renderer/shell/router.ts';
import { theme } from '../../../../src-renderer/ui/theme.ts';
import { FakeHost } from '../../studio/fake-host.ts';
import { FakeShell } from '../../studio/fake-shell.ts';
import { mountStudio, type MountedStudio } from '../../studio/mount-studio.ts';
import { eventually } from '../../../eventually.ts';

let host: FakeHost;
let shell: FakeShell;
let studio: MountedStudio | null = null;
let uninstall: () => void = () => undefined;

beforeEach(() => {
  host = new FakeHost();
  shell = new FakeShell();
});
afterEach(() => {
  studio?.unmount();
  studio = null;
  uninstall();
  theme.value = 'system';
});

async function open(address: string): Promise<MountedStudio> {
  uninstall = shell.install();
  return (studio = await mountStudio(host, address));
}
/** Answers come over a port, some turns later. */
const shows = (text: string | RegExp) => eventually(() => expect(studio?.text()).toMatch(text));

test('in a browser the settings have nothing that only the desktop program can do', async () => {
  studio = await mountStudio(host, '/settings');
  expect(nativeShell()).toBeNull();
  expect(studio.text()).not.toContain('Keep this computer awake');
});

test('what is chosen of the desktop program is kept by it', async () => {
  const { field } = await open('/settings');
  await shows('Keep this computer awake');
  (field('Keep this computer awake while a run is in training') as HTMLInputElement).click();
  await eventually(() => expect(shell.settings.keepAwake).toBe(false));
  (field('Tell me when a training is over and I am elsewhere') as HTMLInputElement).click();
  await eventually(() => expect(shell.settings.notifications).toBe(false));
});

test('the command for terminals is installed from the settings', async () => {
  const { click } = await open('/settings');
  await shows('also while this window is open');
  await click('Install the “kioku” command');
  await eventually(() => expect(shell.asked).toEqual(['install the command']));
});

test('menus and dialogs follow the language and the theme of the window', async () => {
  await open('/settings');
  await eventually(() => expect(shell.settings).toMatchObject({ language: 'en', theme: 'system' }));
  language.value = 'ja';
  theme.value = 'dark';
  await eventually(() => expect(shell.settings).toMatchObject({ language: 'ja', theme: 'dark' }));
});

test('a move of the data shows how far it is, and where the data is then', async () => {
  shell.folderUpdates = [
    { type: 'copying', bytesDone: 1_000_000, bytesTotal: 4_000_000 },
    { type: 'changed', dataDir: '/new/place' },
  ];
  const { click } = await open('/settings');
  await shows('Move the data elsewhere');
  await click('Move the data elsewhere…');
  await shows('The data is in /new/place now.');
});

test('why the data was not moved is said where it was asked for', async () => {
  shell.folderProblem = 'It is not empty.';
  const { click } = await open('/settings');
  await shows('Move the data elsewhere');
  await click('Move the data elsewhere…');
  await shows('The data folder was not changed (It is not empty.)');
});

test('a Python for proofs can be chosen, and the choice be taken back', async () => {
  const { click } = await open('/settings');
  await shows('the first Python on this computer');
  await click('Choose a Python…');
  await shows('/opt/python/bin/python3');
  await click('Any Python');
  await shows('the first Python on this computer');
});

test('updates are off until an address is given, and only one that is safe is taken', async () => {
  const { fill, button, click } = await open('/settings');
  await shows('Updates are off.');
  await fill('Address where newer versions are looked for', 'http://example.org');
  expect(button('Use this address').disabled).toBe(true);
  await shows('Enter an address that begins with https://');
  await fill('Address where newer versions are looked for', 'https://example.org/kioku');
  await click('Use this address');
  await eventually(() => expect(shell.asked).toContain('change the feed to https://example.org/kioku'));
});

test('a newer version is fetched when asked', async () => {
  shell.settings.updateFeed = 'https://example.org/kioku';
  shell.updates = [{ type: 'available', version: '2.0.0' }];
  const { click } = await open('/settings');
  await shows('Version 2.0.0 can be downloaded.');
  await click('Download 2.0.0');
  await eventually(() => expect(shell.asked).toContain('download'));
});

test.each([
  ['unsigned', 'is not signed by the makers'],
  ['without-key', 'without a key'],
] as const)('why no version is offered is told: %s', async (type, words) => {
  shell.settings.updateFeed = 'https://example.org/kioku';
  shell.updates = [{ type }];
  await open('/settings');
  await shows(words);
});

test('what menus and notifications ask for is shown', async () => {
  shell.requests = [{ type: 'go', place: 'runs' }];
  await open('/datasets');
  await eventually(() => expect(router.currentRoute.value.name).toBe('runs'));
});

test('the palette and the sheet of shortcuts are a menu’s too', async () => {
  shell.requests = [{ type: 'show-shortcuts' }];
  await open('/datasets');
  await eventually(() => expect(document.querySelector('[role=dialog]')).not.toBeNull());
});

test('files that were opened with the studio are looked at without being sent', async () => {
  shell.requests = [{ type: 'opened', importId: 'i1', name: 'novel.txt', files: [{ path: 'novel.txt', bytes: 12 }] }];
  await open('/datasets');
  const submit = () => document.querySelector<HTMLButtonElement>('[role=dialog] button[type=submit]');
  await eventually(() => expect(submit()?.disabled).toBe(false));
  expect(document.querySelector('[role=dialog]')?.textContent).toContain('novel.txt');
  expect(host.uploads.size).toBe(0);
  submit()?.click();
  await eventually(() => expect(host.imported).toMatchObject([{ name: 'novel.txt' }]));
});

test('a project that was opened with the studio goes the way of models', async () => {
  shell.requests = [{ type: 'opened', importId: 'i2', name: 'fox.kioku', files: [{ path: 'fox.kioku', bytes: 12 }] }];
  await open('/datasets');
  await eventually(() => expect(offeredModels.value).toEqual([{ name: 'fox.kioku', importId: 'i2' }]));
  offeredModels.value = [];
});

test('files that are dropped are named by their place, and sent only where they have none', async () => {
  uninstall = shell.install();
  const file = new File(['Call me Ishmael.'], 'novel.txt');
  const native = nativeShell();
  expect(await native?.stageFiles('novel.txt', [{ path: 'novel.txt', file }])).toBe('staged');
  expect(shell.staged).toEqual([{ name: 'novel.txt', files: [{ path: 'novel.txt', file }] }]);
  shell.staging = null;
  expect(await native?.stageFiles('novel.txt', [{ path: 'novel.txt', file }])).toBeNull();
  shell.staging = { code: 'dataset-too-large', message: 'Too large.', details: {} };
  await expect(native?.stageFiles('novel.txt', [{ path: 'novel.txt', file }])).rejects.toMatchObject({
    code: 'STUDIO',
    data: { code: 'dataset-too-large' },
  });
});

test('exports are shown, saved and dragged by their ids', async () => {
  uninstall = shell.install();
  const native = nativeShell();
  await native?.revealExport('e1');
  expect(await native?.saveExport('e2')).toBe('/home/ishmael/e2.onnx');
  native?.dragExport('e3');
  // Only a Mac has a menu for that.
  expect([native?.shareExport, native?.shareFile]).toEqual([null, null]);
  await eventually(() => expect(shell.asked).toEqual(['reveal e1', 'save e2', 'drag e3']));
});

test('a file that the page has made is saved where the person says, which the page learns once it is there', async () => {
  uninstall = shell.install();
  const native = nativeShell();
  expect(await native?.saveFile('loss.csv', new Blob(['step,loss\n1,2.5\n']))).toBe('/home/ishmael/loss.csv');
  expect(await shell.saved[0].content.text()).toBe('step,loss\n1,2.5\n');
  shell.savesTo = null;
  expect(await native?.saveFile('loss.csv', new Blob(['step,loss\n']))).toBeNull();
});

test('on a Mac exports are shared by their ids, and files that the page has made by what is in them', async () => {
  const system = vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Mozilla/5.0 (Macintosh)');
  onTestFinished(() => system.mockRestore());
  uninstall = shell.install();
  const native = nativeShell();
  await native?.shareExport?.('e1');
  await native?.shareFile?.('狐.csv', new Blob(['step,loss\n1,2.5\n']));
  expect(shell.asked).toEqual(['share e1']);
  expect(shell.shared.map(({ name }) => name)).toEqual(['狐.csv']);
  expect(await shell.shared[0].content.text()).toBe('step,loss\n1,2.5\n');
});
