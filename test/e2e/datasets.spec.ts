import type { Page } from '@playwright/test';
import { dropFile, dropFiles } from './drop-file.ts';
import { seriousViolations } from './serious-violations.ts';
import { expect, test } from './studio.ts';

async function expectAccessible(page: Page): Promise<void> {
  expect(await seriousViolations(page)).toEqual([]);
}

/** 「吾輩は猫である。」 in Shift_JIS, with line ends of two bytes. */
const shiftJisLine = [
  0x8c, 0xe1, 0x94, 0x79, 0x82, 0xcd, 0x94, 0x4c, 0x82, 0xc5, 0x82, 0xa0, 0x82, 0xe9, 0x81, 0x42, 0x0d, 0x0a,
];

const reviews = [
  'review,stars',
  ...Array.from(
    { length: 60 },
    (_, n) => `"a ${['fine', 'dull', 'long'][n % 3]} whale, number ${n}",${n % 2 ? 'up' : 'down'}`,
  ),
  'a row with too much,up,surprise',
].join('\n');

test('a Japanese text in another encoding is read right, tidied up if asked, and reported on', async ({
  page,
  studio,
}) => {
  expect(studio.url()).not.toBe('');
  await dropFiles(page, { name: 'neko.txt', content: Array.from({ length: 80 }, () => shiftJisLine).flat() });
  const dialog = page.getByRole('dialog', { name: 'Add neko.txt' });
  await expect(dialog.getByText('吾輩は猫である。').first()).toBeVisible();
  await expect(dialog.getByLabel('Encoding', { exact: true })).toHaveValue('shift_jis');
  await dialog.getByLabel('Encoding', { exact: true }).selectOption('windows-1252');
  await expect(dialog.getByText('吾輩は猫である。').first()).toBeHidden();
  await dialog.getByLabel('Encoding', { exact: true }).selectOption('shift_jis');
  await expect(dialog.getByRole('deletion').first()).toHaveText('[CR]');
  await expect(dialog.getByLabel('Make all line ends LF')).not.toBeChecked();
  await dialog.getByLabel('Make all line ends LF').check();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Add to datasets' }).click();
  await expect(page.getByRole('heading', { name: 'neko.txt' })).toBeVisible();
  await expect(page.getByText('Read as Shift_JIS.')).toBeVisible();
  await expect(page.getByText('80 line ends became LF.')).toBeVisible();

  await page.getByRole('tab', { name: 'Tokens' }).click();
  await expect(page.getByRole('list', { name: 'Tokens' }).getByText('猫').first()).toBeVisible();
  await page.getByLabel('Tokens are').selectOption('byte');
  await expect(page.getByRole('list', { name: 'Tokens' }).getByText('229').first()).toBeVisible();
  await page.getByRole('tab', { name: 'Vocabulary' }).click();
  await expect(page.getByText('256 different tokens')).toBeVisible();
  await expectAccessible(page);
});

test('a table becomes texts with labels, and a row that does not fit is told by its line', async ({ page, studio }) => {
  expect(studio.url()).not.toBe('');
  await dropFiles(page, { name: 'reviews.csv', content: reviews });
  const dialog = page.getByRole('dialog', { name: 'Add reviews.csv' });
  await expect(dialog.getByLabel('Role of stars')).toHaveValue('label');
  await dialog.getByText('1 row does not fit the table').click();
  await expect(dialog.getByText('Line 62 of reviews.csv: 3 cells, expected 2')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Whales, reviewed');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Add to datasets' }).click();
  await expect(page.getByRole('heading', { name: 'Whales, reviewed' })).toBeVisible();
  await expect(page.getByRole('cell', { name: 'a fine whale, number 0' })).toBeVisible();
  await expect(page.getByText('1 row does not fit the table and was left out.')).toBeVisible();
  await page.getByRole('region', { name: 'Preview' }).evaluate((region) => region.scrollTo(0, region.scrollHeight));
  await expect(page.getByRole('cell', { name: 'a long whale, number 59' })).toBeVisible();
  await expectAccessible(page);
});

test('a text of many megabytes is read anywhere, and its name, tags and deletion are a few keys', async ({
  page,
  studio,
}) => {
  expect(studio.url()).not.toBe('');
  const line = (n: number) => `line ${n}: the crow told the fox what the river had said, and the fox believed it.\n`;
  await dropFile(page, 'long.txt', Array.from({ length: 120_000 }, (_, n) => line(n)).join(''));
  await expect(page.getByText('line 0: the crow')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Preview' })).toHaveJSProperty('scrollTop', 0);
  await page.getByRole('slider', { name: 'Position in the text' }).press('End');
  await expect(page.getByText(/part 3 of 3/)).toBeVisible();
  const text = page.getByRole('region', { name: 'Preview' });
  await expect(text.getByText(/^line 9\d{4}:/).first()).toBeVisible();
  await text.evaluate((region) => region.scrollTo(0, region.scrollHeight));
  await expect(text.getByText('line 119999:')).toBeVisible();

  await page.getByRole('button', { name: 'Rename' }).press('Enter');
  await page.keyboard.type('A long tale');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'A long tale' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Rename' })).toBeFocused();
  await page.getByRole('textbox', { name: 'Add a tag' }).fill('crows');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove the tag crows' })).toBeVisible();
  await page.getByRole('button', { name: 'Delete' }).press('Enter');
  await expect(page.getByText('Add something to learn from')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await page.getByRole('link', { name: 'A long tale' }).press('Enter');
  await expect(page.getByText('line 0: the crow')).toBeVisible();
});
