import { en } from '../../src-renderer/locales/en/index.ts';
import { ja } from '../../src-renderer/locales/ja/index.ts';
import { seriousViolations } from './serious-violations.ts';
import { openClient } from './studio-client.ts';
import { savedFile } from './saved-file.ts';
import { expect, test } from './studio.ts';

const rows = (count: number) =>
  Array.from({ length: count }, (_, n) => (n % 2 === 0 ? `a lovely day ${n % 5},good` : `an awful night ${n % 5},bad`));
const table = ['review,mood', ...rows(40)].join('\n');

for (const [locale, words] of [
  ['en-GB', en],
  ['ja-JP', ja],
] as const) {
  test.describe(locale, () => {
    test.use({ locale });
    test('a trained classifier is evaluated on a file, from its dashboard and in the playground, and the figures are saved', async ({
      page,
      studio,
    }) => {
      const { client, close } = await openClient(studio.url());
      const content = { kind: 'labelled' as const, textColumn: 'review', labelColumn: 'mood' };
      const dataset = await client.datasets.import({
        name: 'moods.csv',
        file: new Blob([table]),
        options: { content },
      });
      const train = { epochs: 2, seed: 1 };
      const { id } = await client.runs.start({ datasetId: dataset.id, presetId: 'bi-lstm-classifier', train });
      for await (const { run } of await client.runs.watch({ runId: id })) if (run.state === 'finished') break;
      close();

      const held = ['mood,review', ...rows(10).map((row) => row.split(',').reverse().join(',')), 'sad,a day'].join(
        '\n',
      );
      const file = { name: 'test.csv', mimeType: 'text/csv', buffer: Buffer.from(held) };
      await page.goto(`${studio.url()}#/runs/${id}`);
      await page.getByRole('button', { name: words.dashboard.more }).click();
      await page.getByRole('menuitem', { name: words.evaluating.action }).click();
      const dialog = page.getByRole('dialog');
      await dialog.locator('input[type=file]').setInputFiles(file);
      await expect(dialog.getByRole('heading', { name: /test\.csv/ })).toBeVisible();
      await expect(dialog.getByText('sad (1)')).toBeVisible();
      expect(await seriousViolations(page)).toEqual([]);
      await dialog.getByRole('button', { name: words.actions.close }).click();

      await page.goto(`${studio.url()}#/playground/${id}`);
      await page.getByRole('tab', { name: words.evaluating.tab }).click();
      await page.locator('main input[type=file]').setInputFiles(file);
      await expect(page.getByRole('heading', { name: /test\.csv/ })).toBeVisible();
      await page.getByLabel(words.evaluating.labelColumn).selectOption('review');
      await expect(page.getByRole('alert')).toBeVisible();
      await page.getByLabel(words.evaluating.labelColumn).selectOption('mood');
      await expect(page.getByRole('heading', { name: /test\.csv/ })).toBeVisible();
      expect(await seriousViolations(page)).toEqual([]);
      await page.getByRole('button', { name: /test\.csv/ }).click();
      const csv = page.getByRole('menuitem', { name: words.charts.formats.csv });
      expect((await savedFile(page, () => csv.click())).name).toMatch(/test\.csv.*\.csv$/);
    });
  });
}
