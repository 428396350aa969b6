import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test, vi } from 'vitest';
import { findAppImage } from '../../../src-main/electron/app-image/app-image.ts';
import { ApplicationsMenu } from '../../../src-main/electron/app-image/applications-menu.ts';
import { eventually } from '../../eventually.ts';
import { standInAppImage } from '../packaging/app-image-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';

vi.mock('electron', () => import('./double/electron.ts'));
const { controls } = await import('./double/electron.ts');
const { startStudio } = await import('./double/started-studio.ts');

const run = promisify(execFile);
const desktopTools = ['xdg-mime', 'gio', 'desktop-file-validate', 'update-desktop-database', 'update-mime-database'];
const missing = desktopTools.filter((tool) => spawnSync(tool, ['--help']).error !== undefined);
const cannotRun = process.platform !== 'linux' || missing.length > 0;
if (cannotRun)
  console.log(`Skipped: an AppImage in the applications’ menu. ${missing.join(', ') || 'It is one of Linux.'}`);

/** A person's desktop: a home of its own, and the tools that read it. */
async function desktop() {
  const home = temporaryFolder();
  const system = temporaryFolder();
  vi.stubEnv('HOME', home);
  for (const name of ['XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_CURRENT_DESKTOP', 'DISPLAY', 'WAYLAND_DISPLAY'])
    vi.stubEnv(name, undefined);
  // Another program opens texts there, which nobody has chosen.
  mkdirSync(join(system, 'applications'), { recursive: true });
  const editor = '[Desktop Entry]\nType=Application\nName=Editor\nExec=true %U\nMimeType=text/plain;\n';
  writeFileSync(join(system, 'applications/editor.desktop'), editor);
  vi.stubEnv('XDG_DATA_DIRS', `${system}:/usr/share`);
  onTestFinished(() => void vi.unstubAllEnvs());
  const ask = async (tool: string, ...args: string[]) => (await run(tool, args)).stdout.trim();
  await ask('update-desktop-database', join(system, 'applications'));
  return {
    home,
    dataHome: join(home, '.local/share'),
    opens: (type: string) => ask('xdg-mime', 'query', 'default', type),
    ask,
  };
}

const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((each) => each.isFile())
        .map((each) => join(each.parentPath, each.name).slice(folder.length + 1))
    : [];

test.skipIf(cannotRun)(
  'an AppImage that is put into the menu opens links and files of the studio, takes no others, and is taken out without a trace',
  async () => {
    const { home, dataHome, opens, ask } = await desktop();
    const { file, folder, started } = await standInAppImage('My "new" $(apps)/Kioku-Studio-1.0.0.AppImage');
    const warn = vi.fn();
    const menu = new ApplicationsMenu({ file, folder, dataHome }, warn);
    expect(menu.isListed).toBe(false);
    expect(await opens('x-scheme-handler/kioku')).toBe('');
    expect(await opens('text/plain')).toBe('editor.desktop');

    await menu.add();
    expect(warn.mock.calls).toEqual([]);
    expect(menu.isListed).toBe(true);
    expect(await ask('desktop-file-validate', join(dataHome, 'applications/kioku-studio.desktop'))).toBe('');
    expect(await opens('x-scheme-handler/kioku')).toBe('kioku-studio.desktop');
    expect(await opens('application/x-kioku')).toBe('kioku-studio.desktop');
    expect(await opens('text/plain')).toBe('editor.desktop');
    const project = join(home, 'a run.kioku');
    writeFileSync(project, 'a project');
    expect(await ask('xdg-mime', 'query', 'filetype', project)).toBe('application/x-kioku');
    for (const size of ['256x256', '512x512'])
      expect(filesIn(join(dataHome, 'icons/hicolor', size)).toSorted()).toEqual([
        'apps/kioku-studio.png',
        'mimetypes/application-x-kioku.png',
      ]);

    // The program that GNOME's parts open links and files with.
    await ask('gio', 'open', 'kioku://new-run');
    await eventually(() => expect(readFileSync(started, 'utf8')).toBe('kioku://new-run\n'));
    await ask('gio', 'open', project);
    await eventually(() => expect(readFileSync(started, 'utf8')).toMatch(/\n\S*a(%20| )run\.kioku\n$/));

    await menu.remove();
    expect(menu.isListed).toBe(false);
    expect(await opens('x-scheme-handler/kioku')).toBe('');
    expect(await ask('xdg-mime', 'query', 'filetype', project)).not.toContain('kioku');
    const left = filesIn(dataHome).filter((name) => readFileSync(join(dataHome, name)).includes('kioku'));
    expect(left).toEqual([]);
  },
);

test.skipIf(cannotRun)(
  'an entry follows its AppImage to a newer file, and one of another copy or program is left alone',
  async () => {
    const { dataHome } = await desktop();
    const { file, folder } = await standInAppImage('Kioku-Studio-1.0.0.AppImage');
    const entry = join(dataHome, 'applications/kioku-studio.desktop');
    const menuOf = (each: string) => new ApplicationsMenu({ file: each, folder, dataHome }, vi.fn());
    await menuOf(file).follow();
    expect(existsSync(entry)).toBe(false);

    await menuOf(file).add();
    const newer = file.replace('1.0.0', '2.0.0');
    await menuOf(newer).follow();
    expect(readFileSync(entry, 'utf8')).toContain(`TryExec=${file}\n`);
    renameSync(file, newer);
    await menuOf(newer).follow();
    expect(readFileSync(entry, 'utf8')).toContain(`TryExec=${newer}\n`);

    writeFileSync(entry, '[Desktop Entry]\nName=Kioku of somebody else\n');
    await expect(menuOf(newer).add()).rejects.toThrow(/is not of this program/);
    await menuOf(newer).remove();
    expect(readFileSync(entry, 'utf8')).toContain('somebody else');
  },
);

test('a program that was started from within another one’s AppImage is not one', () => {
  const env = { APPIMAGE: '/home/jo/Other.AppImage', APPDIR: '/tmp/.mount_Other' };
  expect(findAppImage('/usr/bin/electron', env, '/home/jo')).toBeNull();
  expect(findAppImage('/tmp/.mount_Other/kioku-studio', {}, '/home/jo')).toBeNull();
  expect(findAppImage('/tmp/.mount_Other/kioku-studio', { ...env, XDG_DATA_HOME: '/data' }, '/home/jo')).toEqual({
    file: '/home/jo/Other.AppImage',
    folder: '/tmp/.mount_Other',
    dataHome: '/data',
  });
});

test.skipIf(cannotRun)('the menu offers it where the program is an AppImage, and says what came of it', async () => {
  const { home } = await desktop();
  const { file, folder } = await standInAppImage('Kioku-Studio-1.0.0.AppImage');
  vi.stubEnv('APPIMAGE', file);
  vi.stubEnv('APPDIR', folder);
  const execPath = vi.spyOn(process, 'execPath', 'get').mockReturnValue(join(folder, 'kioku-studio'));
  onTestFinished(() => execPath.mockRestore());
  const studio = await startStudio(home, (world) => world.paths.set('home', home));
  const entries = () => filesIn(join(process.env['XDG_DATA_HOME'] ?? '', 'applications'));
  expect(entries()).toEqual([]);

  studio.chooses('Help', 'Add to the Applications Menu…');
  const said = () => controls.shown.map(({ options }) => options['message']);
  await eventually(() => expect(said()).toEqual(['Kioku Studio is in the applications menu.']));
  expect(entries()).toContain('kioku-studio.desktop');
  studio.chooses('Help', 'Remove from the Applications Menu…');
  await eventually(() => expect(said()).toHaveLength(2));
  expect(said()[1]).toBe('Kioku Studio is no longer in the applications menu.');
  expect(entries()).not.toContain('kioku-studio.desktop');
});
