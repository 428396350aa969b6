import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { shellTexts } from '../../../src-main/electron/desktop/shell-texts.ts';
import { createFormat } from '../../../src-renderer/locales/format.ts';
import { ja } from '../../../src-renderer/locales/ja/index.ts';
import { keepCounters } from '../../../src-renderer/locales/keep-counters.ts';
import { language } from '../../../src-renderer/locales/language.ts';
import { useLocale } from '../../../src-renderer/locales/use-locale.ts';

type Tree = Readonly<Record<string, unknown>>;

function flatten(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] => {
    const name = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') return [[name, value]];
    return typeof value === 'object' && value !== null ? flatten(value as Tree, name) : [];
  });
}

const failures = readFileSync('src-main/system/failures-in-japanese.ts', 'utf8');
const texts: [string, string][] = [
  // A person types words of their own into the search, not the studio's.
  ...flatten(ja).filter(([key]) => !key.startsWith('search.words.')),
  ...flatten(shellTexts('ja', [])),
  ...[...failures.matchAll(/'([^']*[ぁ-ん][^']*)'/g)].map(([, text]): [string, string] => ['failure', text]),
];

/** Words that were given up, with the one word that the studio has instead. */
const retired: [RegExp, string][] = [
  [/訓練/, '学習'],
  [/オプティマイザ/, '最適化手法'],
  [/メモリー/, 'メモリ'],
  [/ウインドウ/, 'ウィンドウ'],
  [/カンマ/, 'コンマ'],
  [/分類器/, '分類モデル'],
  [/パソコン|マシン/, 'コンピューター'],
  [/インポート|エクスポート/, '取り込む、書き出す'],
  [/バンドル/, 'プロジェクトファイル'],
  [/ひな型/, 'プリセット'],
  [/控え/, 'バックアップ'],
  [/単純な方法/, '単純な手法'],
  [/リカレント/, '再帰型'],
  [/わか[らりるれっ]/, '分かる'],
  // Two words of the same sound for an action and for its object.
  [/(?:件|[\d}] つ)の学習|(?:この|新しい|別の|まだどの)学習(?![率用済])/, '実験'],
  [/学習(?:の一覧|を選|を削除|を開く|はもう|がありません)/, '実験'],
  [/(?:文章|テキスト)を固定|固定した文章/, 'ピン留め'],
];

test('the words that were given up are not back', () => {
  expect(texts.length).toBeGreaterThan(1000);
  const found = retired.flatMap(([word, instead]) =>
    texts.filter(([, text]) => word.test(text)).map(([key, text]) => `${instead} instead in ${key}: ${text}`),
  );
  expect(found).toEqual([]);
});

test('training, a run, waiting and idling have a word each', () => {
  expect(ja.shell.runs).toBe('実験');
  expect(ja.states.running).toBe('学習中');
  expect(ja.states.queued).toBe('順番待ち');
  expect(ja.shell.status.ready).toBe('待機中');
  expect(ja.insight.pin).toBe('ピン留め');
  expect(ja.insight.heldAt).toBe('固定する値');
});

test('sentences follow each other without a space, as they do not in English', () => {
  const { sentences } = useLocale();
  language.value = 'ja';
  expect(sentences('一つ目です。', '2 つ目です。')).toBe('一つ目です。2 つ目です。');
  language.value = 'en';
  expect(sentences('One.', 'Two.')).toBe('One. Two.');
});

test('numbers stand apart from kana and kanji in the same way everywhere', () => {
  const glued = /\d(?=[件個回本年秒文つ])|[ぁ-んァ-ヶ一-龠](?:\{(?:n|count|seconds|steps)\})|\}(?=[件個回本秒])/u;
  const found = texts.filter(([, text]) => glued.test(text)).map(([key, text]) => `${key}: ${text}`);
  expect(found).toEqual([]);
});

describe('a number and its counter', () => {
  test.each([
    ['12 件のうち 3 個', '12\u00a0件のうち 3\u00a0個'],
    ['約 5 分、第 2 層', '約\u00a05\u00a0分、第\u00a02\u00a0層'],
    ['100 ステップを 2 つ、3 か所', '100\u00a0ステップを 2\u00a0つ、3\u00a0か所'],
    ['512 MB が必要', '512\u00a0MB が必要'],
    ['10 % を検証用に', '10 % を検証用に'],
  ])('%s stay on one line', (text, kept) => {
    expect(keepCounters(text)).toBe(kept);
  });

  test('a name that is made of a text keeps its ordinary blanks, by which it is found', () => {
    expect(keepCounters('moby · ステップ 12 から')).toBe('moby · ステップ 12 から');
  });

  test('stay together in what the studio measures', () => {
    const { bytes, duration } = createFormat('ja');
    expect(duration(72 * 60_000)).toBe('1\u00a0時間 12\u00a0分');
    expect(bytes(1_200_000)).toBe('1.2\u00a0MB');
  });

  describe('in texts', () => {
    beforeEach(() => {
      const before = language.value;
      language.value = 'ja';
      return () => (language.value = before);
    });

    test('stay together once the number is known', async () => {
      const { i18n } = await import('../../../src-renderer/locales/language.ts');
      i18n.global.locale.value = 'ja';
      expect(useLocale().t('runs.selected', { n: '12' })).toBe('12\u00a0件を選択中');
      i18n.global.locale.value = 'en';
    });
  });
});
