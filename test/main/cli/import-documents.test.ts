import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { endRunning, jsonLines, kioku } from './spawn-cli.ts';

afterEach(endRunning);

const fileOf = (name: string) => fileURLToPath(new URL(`../datasets/formats/files/${name}`, import.meta.url));

test('kioku import takes a document, says what it leaves out, and keeps what is wanted', async () => {
  const place = ['--data-dir', join(temporaryFolder(), 'data')];
  const plain = await kioku('import', fileOf('letter.docx'), ...place);
  expect(plain.code).toBe(0);
  expect(plain.stdout).toContain('left out of the text: 2 footnotes, 1 deleted passage, 1 comment, 1 picture, ');
  expect(plain.stdout).toContain('(--keep footnotes,ruby keeps those)');
  const { stdout } = await kioku(
    'import',
    fileOf('letter.docx'),
    '--keep',
    'ruby',
    '--name',
    'Ruby',
    '--json',
    ...place,
  );
  expect(jsonLines(stdout)).toMatchObject([
    { name: 'Ruby', report: { leftOut: [{ kind: 'footnotes', count: 2 }, {}, {}, {}, {}] } },
  ]);
  const text = await kioku('datasets', 'write', 'Ruby', ...place);
  expect(text.stdout).toContain('灯台《とうだい》守は毎晩');
  const wrong = await kioku('import', fileOf('letter.docx'), '--keep', 'pictures', ...place);
  expect(wrong).toMatchObject({ code: 2 });
  expect(wrong.stderr).toContain('--keep takes ruby, footnotes, page-headers, not “pictures”.');
});

test('kioku train learns from a book, and says what was left out of it', async () => {
  const place = ['--data-dir', join(temporaryFolder(), 'data')];
  const small = ['--preset', 'char-rnn-s', '--epochs', '1', '--batch-size', '2', '--sequence-length', '8'];
  const { code, stderr, stdout } = await kioku(
    'train',
    '--data',
    fileOf('story.epub'),
    '--keep',
    'footnotes',
    ...small,
    ...place,
  );
  expect([code, stderr]).toEqual([
    0,
    expect.stringContaining('story.epub: left out of the text: 3 scripts and style sheets, 1 picture'),
  ]);
  expect(stdout).not.toBe('');
});
