import { expect, test } from 'vitest';
import { diffCharacters } from '../../../../../src-renderer/features/datasets/preview/diff-characters.ts';
import { select } from '../../../../../src-renderer/features/datasets/import/import-selection.ts';

const files = (...paths: string[]) =>
  paths.map((path) => ({ path, file: new File(['x'], path.split('/').at(-1) ?? '') }));

test('of a folder, hidden files and those that are no texts stay behind', () => {
  const selection = select(
    files('news/sport/a.txt', 'news/.git/config', 'news/logo.png', 'news/README', 'news/art/b.md'),
  );
  expect(selection).toMatchObject({ name: 'news', isFolder: true, skipped: ['news/logo.png'] });
  expect(selection?.files.map(({ path }) => path)).toEqual(['news/sport/a.txt', 'news/README', 'news/art/b.md']);
});

test('a file by itself may be called anything', () => {
  expect(select(files('data.bin'))).toMatchObject({ name: 'data.bin', isFolder: false, skipped: [] });
  expect(select(files('.hidden'))?.files).toHaveLength(1);
  expect(select(files('folder/.hidden', 'folder/.other'))).toBeNull();
});

test('characters that differ are marked, and no others', () => {
  const marked = (before: string, after: string) => {
    const diff = diffCharacters(before, after);
    const write = (stretches: typeof diff.before) =>
      stretches.map(({ text, changed }) => (changed ? `[${text}]` : text)).join('');
    return [write(diff.before), write(diff.after)];
  };
  expect(marked('ｱｲｳ und １２', 'アイウ und 12')).toEqual(['[ｱｲｳ] und [１２]', '[アイウ] und [12]']);
  expect(marked('a\r\n', 'a\n')).toEqual(['a[\r]\n', 'a\n']);
  expect(marked('\uFEFFtext', 'text')).toEqual(['[\uFEFF]text', 'text']);
  expect(marked('same', 'same')).toEqual(['same', 'same']);
});
