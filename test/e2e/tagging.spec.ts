import { englishTagged } from '../../src-engine/samples/english-tagged.ts';
import { japaneseTagged } from '../../src-engine/samples/japanese-tagged.ts';
import { writeConll, writeTaggedSentences, type SentenceGrammar } from '../../src-engine/samples/tagged-sentences.ts';
import { en } from '../../src-renderer/locales/en/index.ts';
import { ja } from '../../src-renderer/locales/ja/index.ts';
import type { Messages } from '../../src-renderer/locales/messages.ts';
import { dropFiles } from './drop-file.ts';
import { seriousViolations } from './serious-violations.ts';
import { expect, test } from './studio.ts';

interface Walk {
  locale: string;
  words: Messages;
  grammar: SentenceGrammar;
  typed: string;
  /** Tokens of the typed sentence with their tags. */
  expected: [token: string, tag: string][];
}

const walks: Walk[] = [
  {
    locale: 'en-GB',
    words: en,
    grammar: englishTagged,
    typed: 'May Reed was born in Oslo on 5 May 1963.',
    expected: [
      ['May', 'B-PER'],
      ['Reed', 'I-PER'],
      ['Oslo', 'B-LOC'],
      ['5', 'B-DATE'],
    ],
  },
  {
    locale: 'ja-JP',
    words: ja,
    grammar: japaneseTagged,
    typed: '千葉さんは1990年3月4日に宮崎で生まれた。',
    expected: [
      ['千葉', 'B-人名'],
      ['宮崎', 'B-地名'],
      ['1990', 'B-日付'],
    ],
  },
];

for (const { locale, words, grammar, typed, expected } of walks) {
  test.describe(locale, () => {
    test.use({ locale });
    test('a two-column file is imported, trained on, and typed sentences are tagged', async ({ page, studio }) => {
      await page.goto(studio.url());

      await dropFiles(page, { name: 'names.txt', content: writeConll(writeTaggedSentences(grammar, 400, 11)) });
      const dialog = page.getByRole('dialog');
      await expect(dialog.getByText('B-').first()).toBeVisible();
      await expect(dialog.getByLabel(words.datasets.import.format)).toHaveValue('conll');
      await dialog.getByRole('button', { name: words.datasets.import.add }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'names.txt' })).toBeVisible();
      await expect(page.getByText(words.datasets.kind.tagged)).toBeVisible();
      await expect(page.getByText(words.datasets.tokenTags).first()).toBeVisible();
      expect(await seriousViolations(page)).toEqual([]);

      await page.getByRole('button', { name: words.datasets.train, exact: true }).click();
      await page.getByLabel(words.settings.epochs, { exact: true }).fill('10');
      await page.getByRole('button', { name: words.newRun.start }).click();
      await page.waitForURL(/#\/runs\/[0-9a-f-]{36}/);
      await expect(page.getByText(words.states.finished).first()).toBeVisible();
      await expect(page.getByText(words.metrics.entityF1).first()).toBeVisible();
      await expect(page.getByRole('heading', { name: words.metrics.byEntity })).toBeVisible();
      expect(await seriousViolations(page)).toEqual([]);

      await page.getByRole('button', { name: words.dashboard.use.tag, exact: true }).click();
      await page.getByRole('textbox', { name: words.playground.sentences }).fill(typed);
      const tags = page.getByRole('list', { name: words.tagging.tags });
      for (const [token, tag] of expected) {
        await expect(tags.getByRole('button', { name: `${token}: ${tag}` }).first()).toBeVisible();
      }
      await tags
        .getByRole('button', { name: `${expected[0]?.[0] ?? ''}: ` })
        .first()
        .click();
      await expect(page.getByRole('table')).toContainText('O');
      await page.getByRole('tab', { name: words.tagging.mistakes }).click();
      await expect(page.getByRole('heading', { name: words.tagging.entities })).toBeVisible();
      expect(await seriousViolations(page)).toEqual([]);
    });
  });
}
