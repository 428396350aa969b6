import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import type { ShellRequest } from '../../../src-main/contract/shell-contract.ts';
import { menuTemplate } from '../../../src-main/electron/desktop/menu-template.ts';
import { shellTexts } from '../../../src-main/electron/desktop/shell-texts.ts';

const asked: (ShellRequest | string)[] = [];
const menuOf = (language: 'en' | 'ja', isMac: boolean, hasUpdates = true, recentFile = '/texts/novel.txt') =>
  menuTemplate({
    texts: shellTexts(language, []),
    isMac,
    recentFiles: [recentFile],
    hasUpdates,
    isListed: isMac ? null : false,
    actions: {
      request: (request) => void asked.push(request),
      import: () => void asked.push('import'),
      openFile: (path) => void asked.push(path),
      clearRecent: () => void asked.push('clear'),
      checkForUpdates: () => void asked.push('updates'),
      installCommand: () => void asked.push('command'),
      list: (isWanted) => void asked.push(isWanted ? 'list' : 'unlist'),
      showLog: () => void asked.push('log'),
    },
  });
const itemsOf = (menu: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  menu.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? itemsOf(item.submenu) : [])]);
const rolesOf = ({ submenu }: MenuItemConstructorOptions) =>
  (submenu as MenuItemConstructorOptions[]).flatMap(({ role }) => role ?? []);

test('on a Mac the program has its own menu, with what people look for there', () => {
  const [program, file, , , window, help] = menuOf('en', true);
  expect(program.role).toBe('appMenu');
  expect(rolesOf(program)).toEqual(['about', 'services', 'hide', 'hideOthers', 'unhide', 'quit']);
  expect(rolesOf(file)).toEqual(['close']);
  expect(rolesOf(window)).toEqual(['minimize', 'zoom', 'front']);
  expect(help.role).toBe('help');
});

test('elsewhere settings and the way out are under File, and About under Help', () => {
  const [file, , , help] = menuOf('en', false);
  expect(file.role).toBe('fileMenu');
  const { submenu } = file as { submenu: MenuItemConstructorOptions[] };
  expect(submenu.map(({ label, role }) => label ?? role)).toEqual(
    expect.arrayContaining(['New Run', 'Import…', 'Open Recent', 'Settings…', 'Exit']),
  );
  expect(rolesOf(help)).toEqual(['about']);
});

test.each([true, false])('everything is said in Japanese (Mac: %s)', (isMac) => {
  const names = itemsOf(menuOf('ja', isMac)).filter(({ type, role }) => type !== 'separator' && role !== 'appMenu');
  for (const { label } of names) {
    if (label === 'novel.txt') continue;
    expect(label).toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u);
  }
});

test('no two items have the same keys', () => {
  const keys = itemsOf(menuOf('en', false)).flatMap(({ accelerator }) => accelerator ?? []);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).toContain('CmdOrCtrl+,');
});

test('every item that does something asks for it', () => {
  asked.splice(0);
  for (const { click } of itemsOf(menuOf('en', false))) click?.({} as Electron.MenuItem, undefined, {});
  expect(asked).toEqual(
    expect.arrayContaining([
      { type: 'go', place: 'new-run' },
      { type: 'go', place: 'new-model' },
      { type: 'go', place: 'settings' },
      { type: 'go', place: 'lessons' },
      { type: 'show-palette' },
      { type: 'show-shortcuts' },
      'import',
      '/texts/novel.txt',
      'clear',
      'updates',
      'command',
      'log',
    ]),
  );
});

test('a file is shown by its name, whatever is in it', () => {
  const menu = itemsOf(menuOf('en', false, true, '/texts/Q&A.txt'));
  expect(menu.map(({ label }) => label)).toContain('Q&&A.txt');
});

test('where no feed is set, nothing speaks of updates', () => {
  const labels = itemsOf(menuOf('en', false, false)).map(({ label }) => label);
  expect(labels).not.toContain('Check for Updates…');
});

test('the language is the chosen one, or the first of the system’s that the studio speaks', () => {
  expect(shellTexts('ja', ['en-GB']).quit).toBe('Kioku Studio を終了');
  expect(shellTexts(null, ['fr-FR', 'ja-JP', 'en-US']).quit).toBe('Kioku Studio を終了');
  expect(shellTexts(null, ['fr-FR']).quit).toBe('Quit Kioku Studio');
});
