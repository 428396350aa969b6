import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LogFile } from '../../../src-main/host/log-file.ts';
import { SettingsFile } from '../../../src-main/electron/settings/settings-file.ts';
import { temporaryFolder } from '../temporary-folder.ts';

test('what was chosen is there at the next start', () => {
  const file = join(temporaryFolder(), 'window/settings.json');
  const settings = new SettingsFile(file);
  settings.change({ keepAwake: false, language: 'ja', theme: undefined });
  settings.moveData('/elsewhere');
  settings.placeWindow({ x: 1, y: 2, width: 3, height: 4, isMaximized: true });
  const again = new SettingsFile(file);
  expect(again.settings).toMatchObject({ keepAwake: false, language: 'ja', theme: 'system', notifications: true });
  expect(again.dataDir).toBe('/elsewhere');
  expect(again.window).toEqual({ x: 1, y: 2, width: 3, height: 4, isMaximized: true });
});

test.each([
  ['no JSON', 'x'],
  ['another shape', '[1]'],
])('a file that is %s is as good as none', (_, content) => {
  const file = join(temporaryFolder(), 'settings.json');
  writeFileSync(file, content);
  expect(new SettingsFile(file).settings.keepAwake).toBe(true);
});

test('of a file that is damaged in one place, the rest is kept', () => {
  const file = join(temporaryFolder(), 'settings.json');
  writeFileSync(file, JSON.stringify({ settings: { theme: 'pink' }, dataDir: '/data', window: { x: 'left' } }));
  const settings = new SettingsFile(file);
  expect(settings.settings.theme).toBe('system');
  expect(settings.dataDir).toBe('/data');
  expect(settings.window).toBeNull();
});

test('the last ten files are remembered, the newest first, each once', () => {
  const settings = new SettingsFile(join(temporaryFolder(), 'settings.json'));
  for (let n = 1; n <= 12; n++) settings.addRecentFiles([`/${n}`]);
  settings.addRecentFiles(['/5']);
  expect(settings.recentFiles).toEqual(['/5', '/12', '/11', '/10', '/9', '/8', '/7', '/6', '/4', '/3']);
  settings.clearRecentFiles();
  expect(settings.recentFiles).toEqual([]);
});

test('the log is there from the first moment, and does not grow without end', () => {
  const folder = temporaryFolder();
  const log = new LogFile(join(folder, 'studio.log'));
  expect(readFileSync(log.path, 'utf8')).toBe('');
  log.write('error', 'x'.repeat(2 ** 20));
  log.write('warn', 'after');
  expect(readFileSync(log.path, 'utf8')).toMatch(/^\S+Z warn after\n$/);
  expect(readdirSync(folder).sort()).toEqual(['studio.log', 'studio.old.log']);
});

test('where nothing can be written the studio goes on, and only a data folder that would be forgotten is refused', () => {
  const place = join(temporaryFolder(), 'a-file');
  writeFileSync(place, '');
  const unwritten: unknown[] = [];
  const settings = new SettingsFile(join(place, 'settings.json'), null, (error) => unwritten.push(error));
  expect(settings.change({ keepAwake: false }).keepAwake).toBe(false);
  expect(unwritten).toHaveLength(1);
  expect(() => settings.moveData('/elsewhere')).toThrow();
  expect(settings.dataDir).toBeNull();
  const log = new LogFile(join(place, 'studio.log'));
  log.write('error', 'lost');
});
