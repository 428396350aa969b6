import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { endRunning, jsonLines, kioku } from './spawn-cli.ts';

afterEach(endRunning);

function folderWith(files: Record<string, string | Buffer>): string {
  const folder = temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

test('kioku import takes a table, tells what it found, and kioku datasets lists it', async () => {
  const folder = folderWith({ 'pets.tsv': 'saying\tanimal\nにゃあ\tcat\nwoof\tdog\nmeow\tcat\nodd\n' });
  const place = ['--data-dir', join(folder, 'data')];
  const { code, stdout } = await kioku(
    'import',
    join(folder, 'pets.tsv'),
    '--text-column',
    'saying',
    '--label-column',
    'animal',
    ...place,
  );
  expect(code).toBe(0);
  expect(stdout).toContain('classes: cat 2, dog 1');
  expect(stdout).toContain('1 ragged row left out: pets.tsv:5');
  const [listed] = jsonLines((await kioku('datasets', '--json', ...place)).stdout);
  expect(listed).toMatchObject({ name: 'pets.tsv', kind: 'labelled', characters: 11 });
});

test('kioku import takes a folder, and the encoding and clean-ups that were chosen', async () => {
  const shiftJis = Buffer.from([0x94, 0x4c, 0x0d, 0x0a]); // 猫
  const folder = folderWith({ 'texts/a.txt': shiftJis, 'texts/b.txt': shiftJis });
  const options = ['--encoding', 'shift_jis', '--clean', 'newlines', '--name', 'Cats', '--json'];
  const { stdout } = await kioku('import', join(folder, 'texts'), ...options, '--data-dir', join(folder, 'data'));
  expect(jsonLines(stdout)).toMatchObject([
    {
      name: 'Cats',
      bytes: 8,
      report: { documents: 2, encodings: ['shift_jis'], cleanUps: [{ id: 'newlines', count: 2 }] },
    },
  ]);
});

test('kioku import says of the same content under another name that it is here already', async () => {
  const folder = folderWith({ 'first.txt': 'Call me Ishmael.', 'second.txt': 'Call me Ishmael.' });
  const place = ['--data-dir', join(folder, 'data')];
  const first = await kioku('import', join(folder, 'first.txt'), ...place);
  expect(first.stderr).not.toContain('already');
  const second = await kioku('import', join(folder, 'second.txt'), ...place);
  expect(second.code).toBe(0);
  expect(second.stderr).toContain('The same content is here already, as “first.txt”; nothing was added.');
  const named = await kioku('import', join(folder, 'second.txt'), '--name', 'Whales', '--json', ...place);
  expect(named.stderr).toContain('as “first.txt”; it is called “Whales” now.');
  expect(jsonLines(named.stdout)).toMatchObject([{ name: 'Whales' }]);
});

test('kioku import says in words what is wrong', async () => {
  const folder = folderWith({ 'a.txt': Buffer.from([0x61, 0xff, 0xfe, 0xfd, 0x62]) });
  const place = ['--data-dir', join(folder, 'data')];
  const run = (...args: string[]) => kioku('import', ...args, ...place);
  expect(await run(join(folder, 'none.txt'))).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('There is no file or folder'),
  });
  expect(await run(join(folder, 'a.txt'), '--encoding', 'utf-8')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('a.txt is not in utf-8: what begins with byte 2 '),
  });
  expect(await run(join(folder, 'a.txt'), '--clean', 'everything')).toMatchObject({ code: 2 });
  expect(await run(join(folder, 'a.txt'), '--label-column', 'x')).toMatchObject({ code: 2 });
});
