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
