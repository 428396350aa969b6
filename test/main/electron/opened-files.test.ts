import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { filesOfArguments } from '../../../src-main/electron/desktop/opened-files.ts';

test('files are told from switches, addresses and the program itself', () => {
  const argv = ['/opt/kioku', '--no-sandbox', '/texts/novel.txt', 'app://studio/', '-psn_0_1', '', 'run.kioku'];
  expect(filesOfArguments(argv, '/home/ada', true)).toEqual(['/texts/novel.txt', resolve('/home/ada', 'run.kioku')]);
});

test('run from sources, the folder of the program is no file to open', () => {
  for (const switches of [[], ['--inspect=0', '--no-sandbox']]) {
    const argv = ['/electron', ...switches, '/studio', 'a.txt'];
    expect(filesOfArguments(argv, '/home', false)).toEqual([resolve('/home', 'a.txt')]);
  }
});

test('file managers of Linux name files by their addresses', () => {
  const file = resolve('/texts/吾輩 は.txt');
  const argv = ['/opt/kioku', pathToFileURL(file).href, 'file:///a%2Fb.txt', 'https://example.org/a.txt'];
  expect(filesOfArguments(argv, '/home/ada', true)).toEqual([file]);
});
