import { createServer } from 'node:net';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { endRunning, kioku } from './spawn-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'kioku-bad-'));
const dataDir = join(folder, 'data');
afterEach(endRunning);
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, contents: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, contents);
  return path;
}

const plain = 'It was a dark and stormy night. '.repeat(300);

test.each([
  ['an empty file', file('empty.txt', ''), /empty/],
  [
    'a binary file',
    file(
      'image.png',
      Uint8Array.from({ length: 4096 }, (_, n) => (n * 7919) % 256),
    ),
    /text/,
  ],
  ['a file that is not there', join(folder, 'nowhere.txt'), /^There is no file .*nowhere\.txt\.\n$/],
  ['an empty folder', mkdtempSync(join(folder, 'empty-')), /^There are no files in /],
])('%s is refused in one line with exit code 1', async (_, path, words) => {
  const { code, stdout, stderr } = await kioku('train', '--data', path, '--data-dir', dataDir);
  expect(stderr).toMatch(words);
  expect(stderr).toMatch(/^[^\n]+\n$/);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
});

test('a text shorter than one batch is refused, and says how long it must be', async () => {
  const short = file('short.txt', 'Too short.');
  const { code, stderr } = await kioku('train', '--data', short, '--data-dir', dataDir);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^[^\n]*at least \d+[^\n]*\n$/);
});

test('a data folder that cannot be written to is told', async () => {
  const notAFolder = file('file-in-the-way', '');
  const { code, stderr } = await kioku('datasets', '--data-dir', join(notAFolder, 'data'));
  expect(code).toBe(1);
  expect(stderr).toMatch(/^The data folder [^\n]*cannot be written[^\n]*\n$/);
});

test('a preset that does not exist is wrong use', async () => {
  const args = ['--data', file('night.txt', plain), '--preset', 'gpt', '--data-dir', dataDir];
  const { code, stderr } = await kioku('train', ...args);
  expect(code).toBe(2);
  expect(stderr).toMatch(/--preset is one of .*char-rnn-s, char-rnn-m, char-rnn-l.*, not “gpt”\./);
});

test('a run that does not exist is told', async () => {
  const { code, stderr } = await kioku('generate', '--run', 'zzz', '--data-dir', dataDir);
  expect(code).toBe(1);
  expect(stderr).toContain('There is no run “zzz”');
  expect(stderr).toMatch(/See all with: .*kioku .*runs --data-dir \S/);
});

test('a port that is taken is named', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const { code, stderr } = await kioku('serve', '--port', String(address.port), '--no-open', '--data-dir', dataDir);
  taken.close();
  expect(code).toBe(1);
  expect(stderr).toContain(String(address.port));
  expect(stderr).toMatch(/^[^\n]+\n$/);
});

test('a data folder that is not there is not made by a command that only looks, and its name is told', async () => {
  const missing = join(folder, 'typo', 'kioku');
  for (const args of [['runs'], ['generate', '--run', 'last'], ['resume', '--run', 'last']]) {
    const { code, stderr } = await kioku(...args, '--data-dir', missing);
    expect(code).toBe(1);
    expect(stderr).toContain(`There is no data folder ${missing}.`);
  }
  expect(existsSync(join(missing, '..'))).toBe(false);
});
