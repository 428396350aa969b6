import { seriousViolations } from './serious-violations.ts';
import { startTraining } from './start-training.ts';
import { expect, test } from './studio.ts';

test('a sweep is ranked, its runs are compared, filtered, and deleted with undo', async ({ page, studio }) => {
  await startTraining(page, 1);
  await expect(page.getByText('Finished').first()).toBeVisible();
  const address = (path: string) => new URL(`/#${path}`, studio.url()).href;

  await page.goto(address('/runs/sweep'));
  await page.getByLabel('Name of the sweep').fill('two rates');
  await page.getByLabel('Epochs').fill('1');
  await page.getByLabel('Learning rate', { exact: true }).fill('0.0005, 0.005');
  await page.getByLabel('Units', { exact: true }).fill('16');
  expect(await seriousViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Start the sweep' }).click();
  await expect(page.getByText(/^Best with Learning rate [\d.]+: loss [\d.]+\. The other is/)).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);

  await page.goto(address('/runs'));
  await page.getByLabel('Filter by words').fill('two rates');
  await expect(page.getByRole('row')).toHaveCount(3);
  await page.getByLabel('Select all runs').check();
  expect(await seriousViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Compare' }).click();
  const settings = page.getByRole('region', { name: 'Settings and results' }).first();
  await expect(settings.getByRole('row', { name: /^Learning rate/ })).toBeVisible();
  await expect(settings.getByRole('row', { name: /^Batch size/ })).toBeHidden();
  await page.getByLabel('Also what is the same').check();
  await expect(settings.getByRole('row', { name: /^Batch size/ })).toBeVisible();
  await page.getByRole('button', { name: 'Write' }).click();
  await expect(page.getByRole('button', { name: 'Write' })).toBeEnabled();
  expect(await seriousViolations(page)).toEqual([]);

  await page.goto(address('/runs'));
  const rows = page.getByRole('row');
  await expect(rows).toHaveCount(4);
  await page
    .getByLabel(/^Select LR/)
    .first()
    .check();
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(rows).toHaveCount(3);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rows).toHaveCount(4);

  await page
    .getByLabel(/^Select LR/)
    .first()
    .check();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.reload();
  await expect(rows).toHaveCount(3);
});
