import { dense, lstm } from '../../src-engine/models/default-layers.ts';
import { en } from '../../src-renderer/locales/en/index.ts';
import { ja } from '../../src-renderer/locales/ja/index.ts';
import { seriousViolations } from './serious-violations.ts';
import { openClient } from './studio-client.ts';
import { expect, test } from './studio.ts';

const names = ['Ada', 'Dan', 'Andy', 'Nadya', 'Ian'];

for (const [locale, words] of [
  ['en-US', en],
  ['ja-JP', ja],
] as const) {
  test.describe(() => {
    test.use({ locale });

    test(`20 names begin and end by themselves, ${locale}`, async ({ page, studio }) => {
      const { client, close } = await openClient(studio.url());
      const rows = Array.from({ length: 100 }, (_, n) => names[n % names.length]);
      const file = new Blob([['name', ...rows].join('\n')]);
      const { id: datasetId } = await client.datasets.import({ name: 'names.csv', file });
      const { id } = await client.runs.start({
        datasetId,
        model: {
          task: 'language-model',
          input: { kind: 'tokens', vocabularySize: 2 },
          layers: [{ type: 'one_hot' }, lstm(24), dense(2)],
        },
        train: {
          epochs: 120,
          batchSize: 10,
          optimizer: { type: 'adam', learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
        },
      });
      await expect.poll(async () => (await client.runs.get({ runId: id })).state).toBe('finished');

      const say = words.playground;
      await page.evaluate((hash) => (location.hash = hash), `#/playground/${id}`);
      // At a low temperature, so that no other name is left to chance: at the usual one it is 1 in 700.
      await page.getByRole('slider', { name: say.temperature, exact: true }).press('PageDown');
      await page.getByRole('button', { name: say.generate }).click();
      await expect(page.getByText(say.ends.document)).toBeVisible();
      const text = page.getByRole('listbox');
      expect(names).toContain(await text.textContent());
      await text.getByRole('option').last().click();
      await expect(page.getByText(say.endOfDocument, { exact: true })).toBeVisible();
      await page.keyboard.press('Escape');

      await page.getByLabel(say.mode, { exact: true }).selectOption('many');
      await page.getByLabel(say.textCount, { exact: true }).fill('20');
      await page.getByRole('button', { name: say.generate }).click();
      const cards = page.getByRole('article');
      await expect(cards).toHaveCount(20);
      await expect(cards.filter({ hasText: say.ends.document })).toHaveCount(20);
      const written = await cards.locator('> p').allTextContents();
      for (const name of written) expect(names).toContain(name);
      expect(await seriousViolations(page)).toEqual([]);
      await close();
    });

    test(`texts that a classifier would cut are told before it trains, ${locale}`, async ({ page, studio }) => {
      const { client, close } = await openClient(studio.url());
      const rows = Array.from({ length: 30 }, (_, n) =>
        n % 3 === 0 ? 'I will call you as soon as the ball game is over,long' : 'so short,short',
      );
      const file = new Blob([['text,label', ...rows].join('\n')]);
      const { id } = await client.datasets.import({ name: 'texts.csv', file });
      await page.evaluate((hash) => (location.hash = hash), `#/runs/new?dataset=${id}`);
      const length = page.getByLabel(words.settings.sequenceLength, { exact: true });
      await length.fill('10');
      const cut = page.getByRole('status').filter({ has: page.getByRole('listitem') });
      await expect(cut).toContainText(
        words.cutTexts.cutHere === 'cut here' ? '10 of 30 texts (33%)' : '30 件のうち 10 件',
      );
      await expect(cut.getByRole('listitem').first()).toContainText('the ball game');
      expect(await seriousViolations(page)).toEqual([]);
      await length.fill('12');
      await expect(cut).toHaveCount(0);
      await close();
    });
  });
}
