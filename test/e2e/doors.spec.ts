import { en } from '../../src-renderer/locales/en/index.ts';
import { ja } from '../../src-renderer/locales/ja/index.ts';
import { seriousViolations } from './serious-violations.ts';
import { openClient } from './studio-client.ts';
import { expect, test } from './studio.ts';

/** Sequences of six steps that rise or fall. */
const sequences = (count: number, isLabelled: boolean) => {
  const lines = Array.from({ length: count * 6 }, (_, n) => {
    const [id, step, rises] = [Math.floor(n / 6), n % 6, Math.floor(n / 6) % 2 === 0];
    return [`s${id}`, rises ? step : 5 - step, ...(isLabelled ? [rises ? 'up' : 'down'] : [])].join(',');
  });
  return [isLabelled ? 'id,x,class' : 'id,x', ...lines, ''].join('\n');
};

for (const [locale, words, sought] of [
  ['en-GB', en, '早期終了'],
  ['ja-JP', ja, 'forget bias'],
] as const) {
  test.describe(locale, () => {
    test.use({ locale });
    test('new sequences are classified from the dashboard on, and the search leads to a setting that is folded away', async ({
      page,
      studio,
    }) => {
      const { client, close } = await openClient(studio.url());
      const content = { kind: 'labelled-series' as const, series: 'id', read: ['x'], label: 'class' };
      const file = new Blob([sequences(24, true)]);
      const dataset = await client.datasets.import({ name: 'shapes.csv', file, options: { content } });
      const train = { epochs: 3, seed: 1 };
      const { id } = await client.runs.start({ datasetId: dataset.id, presetId: 'series-classifier', train });
      for await (const { run } of await client.runs.watch({ runId: id })) if (run.state === 'finished') break;
      close();

      await page.goto(`${studio.url()}#/runs/${id}`);
      await page.getByRole('button', { name: words.dashboard.use.classifySeries, exact: true }).click();
      await page.getByLabel(words.classifyFile.paste).fill(sequences(3, false));
      await page.getByRole('button', { name: words.classifyFile.pasteAction }).click();
      const rows = page.locator('main tbody tr');
      await expect(rows).toHaveCount(3);
      await expect(rows.first()).toContainText(/up|down/);
      expect(await seriousViolations(page)).toEqual([]);

      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill(sought);
      const place = sought === '早期終了' ? words.settings.patience : words.layerFields.forgetBias;
      await page.getByRole('option', { name: place }).first().click();
      await expect(page.getByLabel(place, { exact: true })).toBeFocused();
      await expect(page.getByLabel(place, { exact: true })).toBeInViewport();
    });
  });
}
