import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { panelsOf } from '../../../src-renderer/features/insight/panels.ts';
import { lessonIds } from '../../../src-engine/spec/lesson-spec.ts';
import { language, type Language } from '../../../src-renderer/locales/language.ts';
import type { MessageKey } from '../../../src-renderer/locales/messages.ts';
import { inEveryLanguage, useLocale } from '../../../src-renderer/locales/use-locale.ts';
import { searchCommands } from '../../../src-renderer/shell/search/search-commands.ts';
import { desktopIndex, searchIndex } from '../../../src-renderer/shell/search/search-index.ts';
import { searchWords } from '../../../src-renderer/shell/search/search-words.ts';

const all = [...searchIndex, ...desktopIndex];
const { t } = useLocale();
const shown = 40;

afterEach(() => (language.value = 'en'));

const commandsIn = (own: Language) => {
  language.value = own;
  return searchIndex.map(({ title }) => ({ id: title, title: t(title), keywords: searchWords(title) }));
};
const commands = { en: commandsIn('en'), ja: commandsIn('ja') };

/** Titles that are found, in the window's present language. */
function found(query: string): MessageKey[] {
  const entries = commands[language.value];
  return searchCommands(entries, query, [])
    .slice(0, shown)
    .map(({ id }) => id);
}

const sources = join(import.meta.dirname, '../../../src-renderer');
const files = readdirSync(sources, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.vue'))
  .map((file) => ({ file: file.replaceAll('\\', '/'), text: readFileSync(join(sources, file), 'utf8') }));

const titles = new Set<string>(all.map(({ title }) => title));

describe.each(['en', 'ja'] as const)('with the window in %s', (own) => {
  test('the words of the course find their idea, panel or setting, in either language', () => {
    language.value = own;
    const course: [words: string[], title: MessageKey][] = [
      [
        ['勾配', '勾配消失', '勾配爆発', 'vanishing gradient', 'exploding gradient', '特異値', 'singular value'],
        'lessons.titles.singular-values',
      ],
      [
        ['推移行列', 'transition matrix', '逆伝播', '誤差逆伝搬', 'backpropagation', '順伝播'],
        'lessons.titles.singular-values',
      ],
      [['勾配', 'gradient flow', '勾配消失'], 'insight.panels.flow'],
      [['特異値', '推移行列', 'singular values'], 'insight.spectrumTitle'],
      [
        [
          'ゲート',
          'gate',
          '入力ゲート',
          'forget gate',
          '忘却ゲート',
          '出力ゲート',
          'セル状態',
          '長期記憶',
          '隠れ状態',
          '短期記憶',
          'long short-term memory',
        ],
        'lessons.titles.lstm-gates',
      ],
      [['ゲート', 'gates', 'セル状態', 'hidden state', '入力ゲート'], 'insight.panels.theatre'],
      [['温度', 'temperature', 'softmax', 'ソフトマックス'], 'lessons.titles.temperature'],
      [['温度', 'temperature', 'サンプリング'], 'playground.temperature'],
      [['早期終了', 'early stopping', '早期停止', 'エポック数'], 'lessons.titles.early-stopping'],
      [['早期終了', 'early stopping'], 'settings.patience'],
      [['比較', 'compare', 'comparison', '並べる'], 'runs.compare'],
      [['学習率', 'learning rate', '発散', 'divergence'], 'lessons.titles.learning-rate'],
      [['学習率', 'learning rate'], 'settings.learningRate'],
      [['パープレキシティ', 'perplexity', '確率の逆数'], 'lessons.titles.perplexity'],
      [['perplexity', 'パープレキシティ'], 'dashboard.perplexity'],
      [['softsign', '飽和', 'saturation', '活性化関数', 'activation function', '多項式'], 'lessons.titles.softsign'],
      [['活性化関数', 'activation', '微分', 'derivative'], 'insight.panels.activations'],
      [['過剰適合', 'オーバーフィッティング', '過学習', 'overfitting'], 'lessons.titles.parameters-and-samples'],
      [['レイヤー', '層を重ねる', 'stack', 'layers'], 'lessons.titles.stacking'],
      [['Xavier', '初期値', '分散', 'variance', 'initial values'], 'lessons.titles.xavier'],
      [['Xavier', '初期値'], 'layerFields.kernelInitializer'],
      [['RMSProp', 'AdaGrad', 'optimizer', '最適化', 'オプティマイザ'], 'settings.optimizer'],
      [['減衰', 'decay', 'スケジュール'], 'trainFields.schedule'],
      [['クリッピング', '勾配クリッピング', 'clipping', '閾値', 'threshold', 'ノルム'], 'lessons.titles.clipping'],
      [['閾値', 'threshold', '勾配クリッピング'], 'settings.clipMax'],
      [['双方向', 'bidirectional', 'Bi-directional', '後方'], 'lessons.titles.bidirectional'],
      [['双方向', 'bidirectional'], 'layerFields.bidirectional'],
      [['ドロップアウト', 'dropout'], 'terms.dropout.name'],
      [['埋め込み', 'embedding', '単語ベクトル'], 'terms.embedding.name'],
      [['エポック', 'epoch'], 'settings.epochs'],
      [['タイムステップ', 'BPTT', '系列長'], 'settings.sequenceLength'],
      [['混同行列', 'confusion'], 'playground.confusion'],
    ];
    for (const [words, title] of course) for (const word of words) expect(found(word), word).toContain(title);
  });

  test('every lesson, panel and setting is found by its title in either language', () => {
    language.value = own;
    for (const { title } of searchIndex)
      for (const words of inEveryLanguage(title)) expect(found(words), words).toContain(title);
  });
});

test('every lesson and panel of insight is in the index', () => {
  const wanted = [
    ...lessonIds.map((id) => `lessons.titles.${id}`),
    ...panelsOf({ input: { kind: 'tokens', vocabularySize: 2 } }).map((panel) => `insight.panels.${panel}`),
  ];
  expect(wanted.filter((title) => !titles.has(title))).toEqual([]);
});

test('no two entries have one title, and each has further words in every language', () => {
  expect(titles.size).toBe(all.length);
  const { has } = useLocale();
  expect(all.map(({ title }) => title).filter((title) => !has(`search.words.${title}`))).toEqual([]);
});

/** Files whose fields ask about one thing at hand, which a search from anywhere cannot know. */
const ofTheMoment =
  /dialog|import\/|model-imports|gallery|standalone|datasets\/(rows|preview|tokens)|exports\/|evaluating\//i;

/** Fields that belong to one panel, by whose title it is found. */
const withinOthers = new Set<string>([
  'httpApi.switch',
  'httpApi.port',
  'httpApi.name',
  'httpApi.scope',
  'trainingFile.paste',
  'compare.showAll',
  'dashboard.samplePrompt',
  'terms.temperature.name',
  'insight.sequence',
  'insight.input',
  'insight.pattern',
  'insight.layer',
  'insight.units',
  'insight.heldAt',
  'forecasting.gapsInRows',
  'forecasting.method',
  'sweep.count',
  'sweep.unit',
  'sweep.first',
  'sweep.reduction',
  'vectors.trainable',
  'lessons.page.onRun',
] satisfies MessageKey[]);

test('every field of a page that has a title of its own is in the index', () => {
  const field =
    /<(?:NumberField|SelectField|CheckField|SliderField|DocumentNumber|TextField|FormField)\b[^>]*?\s:label="t\('([\w.-]+)'\)"/gs;
  const missing = files
    .filter(({ file }) => !ofTheMoment.test(file))
    .flatMap(({ file, text }) => [...text.matchAll(field)].map(([, key]) => ({ file, key })))
    .filter(({ key }) => !titles.has(key) && !withinOthers.has(key));
  expect(missing).toEqual([]);
});

test('every page of the sidebar has further words in every language', () => {
  const places = readFileSync(join(sources, 'shell/bars/places.ts'), 'utf8');
  const labels = [...places.matchAll(/label: '(shell\.\w+)'/g)].map(([, label]) => label);
  expect(labels.length).toBeGreaterThanOrEqual(7);
  const { has } = useLocale();
  for (const label of labels) {
    expect(has(label) && searchWords(label).length, label).toBeGreaterThan(4);
    expect(has(`search.words.${label}`), label).toBe(true);
  }
});
