import { dropFile, dropFiles } from './drop-file.ts';
import { expect, test } from './studio.ts';

test('files that are no texts are refused with what to do, and nothing is added', async ({ page, studio }) => {
  await expect(page.getByRole('button', { name: 'Add Moby Dick' })).toBeVisible();
  await dropFiles(page, { name: 'empty.txt', content: '' });
  await expect(page.getByText('The file is empty. Choose one with text in it.')).toBeVisible();
  await dropFiles(page, { name: 'picture.png', content: [0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0xff] });
  await expect(page.getByText('This is not a text, or its encoding could not be recognized.')).toBeVisible();
  await page.goto(studio.url());
  await expect(page.getByText('Add a text to learn from')).toBeVisible();
});

test('a text that is too short for the settings says so before the run starts, and keeps what was typed', async ({
  page,
  studio,
}) => {
  expect(studio.url()).not.toBe('');
  await dropFile(page, 'short.txt', 'Just a few words.');
  await page.getByRole('button', { name: 'Train on this text' }).click();
  await page.getByRole('textbox', { name: 'Name (optional)' }).fill('My first try');
  await expect(page.getByText('The text is too short for these settings')).toBeVisible();
  await page.getByRole('textbox', { name: 'Batch size' }).fill('1');
  await page.getByRole('textbox', { name: 'Sequence length' }).fill('4');
  await expect(page.getByText('The text is too short for these settings')).toBeHidden();
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(page.getByRole('heading', { name: 'My first try' })).toBeVisible();
  await expect(page.getByText('Finished').first()).toBeVisible();
});

test('characters that the model has never seen are marked before it writes', async ({ page, studio }) => {
  expect(studio.url()).not.toBe('');
  await dropFile(page, 'abc.txt', 'abc '.repeat(2000));
  await page.getByRole('button', { name: 'Train on this text' }).click();
  await page.getByRole('textbox', { name: 'Epochs' }).fill('1');
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(page.getByText('Finished').first()).toBeVisible();
  await page.getByRole('button', { name: 'Generate text', exact: true }).click();
  await page.getByRole('textbox', { name: 'Prompt' }).fill('ab鯨');
  await expect(page.getByText('This model has never seen 鯨')).toBeVisible();
  await page.getByRole('button', { name: /^Generate/ }).click();
  await expect(page.getByText(/characters, .* a second; length reached/)).toBeVisible();
});
