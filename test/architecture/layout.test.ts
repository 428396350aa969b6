import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '');

test('the top level holds the fixed set and dotfiles only', () => {
  const allowed = new Set([
    'package.json',
    'package-lock.json',
    'electron.vite.config.ts',
    'src-main',
    'src-renderer',
    'src-engine',
    'resources',
    'test',
    'README.md',
    'LICENSE',
  ]);
  const top = new Set(files.map((file) => file.split('/')[0]!));
  expect([...top].filter((name) => !name.startsWith('.') && !allowed.has(name))).toEqual([]);
});

test('no source file has grown past 400 lines', () => {
  const sources = files.filter((file) => /^src-.*\.(ts|vue|mjs|css)$/.test(file));
  const long = sources.filter((file) => readFileSync(file, 'utf8').split('\n').length > 401);
  expect(long).toEqual([]);
});

test('tests of the window lie where what they test lies', () => {
  const folderOf = (file: string) => file.slice(0, file.lastIndexOf('/'));
  const sources = new Set(files.filter((file) => file.startsWith('src-renderer/')).map(folderOf));
  const tests = files.filter((file) => /^test\/renderer\/.*\.test\.ts$/.test(file)).map(folderOf);
  const held = [...sources, ''].flatMap((folder) =>
    folder.split('/').map((_, end, parts) => parts.slice(0, end + 1).join('/')),
  );
  expect([...new Set(tests)].filter((folder) => !held.includes(folder.replace(/^test\//, 'src-')))).toEqual([]);
});
