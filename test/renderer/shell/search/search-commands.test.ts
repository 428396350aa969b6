import { expect, test } from 'vitest';
import { searchCommands } from '../../../../src-renderer/shell/search/search-commands.ts';

const command = (title: string, ...keywords: string[]) => ({ id: title, title, keywords });
const commands = [
  command('Playground', 'プレイグラウンド'),
  command('Runs', '学習'),
  command('Models', 'モデル'),
  command('moby-dick · LSTM 2×256', 'whale'),
  command('ＬＳＴＭの記憶'),
];
const found = (query: string, recent: string[] = []) =>
  searchCommands(commands, query, recent).map(({ title }) => title);

test('a title that begins so comes first, then a word, then a part, then letters in order', () => {
  const titles = ['A drunkard', 'Long runs', 'Runs', 'Rubens'];
  const order = searchCommands(
    titles.map((title) => command(title)),
    'run',
    [],
  ).map(({ title }) => title);
  expect(order).toEqual(['Runs', 'Long runs', 'A drunkard', 'Rubens']);
  expect(found('plgr')).toEqual(['Playground']);
});

test('every word must be there, in any order', () => {
  expect(found('lstm moby')).toEqual(['moby-dick · LSTM 2×256']);
  expect(found('moby gru')).toEqual([]);
});

test('either language finds, in kana as well and in full-width letters', () => {
  expect(found('モデル')).toEqual(['Models']);
  expect(found('もでる')).toEqual(['Models']);
  expect(found('ＲＵＮＳ')).toEqual(['Runs']);
  expect(found('lstm')).toContain('ＬＳＴＭの記憶');
});

test('among equals the one used last comes first', () => {
  const equals = [command('Run A'), command('Run B'), command('Run C')];
  const order = (recent: string[]) => searchCommands(equals, 'run', recent).map(({ title }) => title);
  expect(order([])).toEqual(['Run A', 'Run B', 'Run C']);
  expect(order(['Run C', 'Run B'])).toEqual(['Run C', 'Run B', 'Run A']);
});
