import type { Page } from '@playwright/test';
import { expectNoViolations, firstLook } from './both-looks.ts';
import { dropFile } from './drop-file.ts';
import { dragBelow, dragTo, restingBox, tabTo } from './hands.ts';
import { expect, test } from './studio.ts';

const courseTotal = '20,223,927 parameters';
const courseTable = [
  'Layer (type) Output Shape Param #',
  'input_1 (InputLayer) (None, 10) 0',
  'embedding_1 (Embedding) (None, 10, 50) 20000050',
  'lstm_1 (LSTM) (None, 10, 128) 91648',
  'dropout_1 (Dropout) (None, 10, 128) 0',
  'lstm_2 (LSTM) (None, 128) 131584',
  'dropout_2 (Dropout) (None, 128) 0',
  'dense_1 (Dense) (None, 5) 645',
  'activation_1 (Activation) (None, 5) 0',
  'Total params: 20,223,927',
  'Trainable params: 20,223,927',
  'Non-trainable params: 0',
];

const stack = (page: Page) => page.getByRole('list', { name: 'Layers' });
const row = (page: Page, place: number) => stack(page).getByRole('listitem').nth(place).locator('[data-row]');
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const totals = (page: Page) => page.locator('[data-totals]');
const palette = (page: Page, name: string) => page.getByRole('button', { name: `Add ${name}`, exact: true });

async function openEmptyStack(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Models' }).click();
  await page.getByRole('button', { name: 'New model' }).first().click();
  await expect(page.getByRole('heading', { name: 'An empty stack' })).toBeVisible();
}

async function tableLines(page: Page): Promise<string[]> {
  await page.getByRole('tab', { name: 'Table' }).click();
  const text = await page.getByLabel('Summary table').innerText();
  await page.getByRole('tab', { name: 'Stack' }).click();
  return text.split('\n').map((line) => line.trim().replace(/\s+/g, ' '));
}

test('the course’s model from an empty stack by mouse: drag, reorder, fix, undo', async ({ page, studio }) => {
  expect(studio.url()).not.toBe('');
  await openEmptyStack(page);
  await field(page, 'Task').selectOption('classification');
  await row(page, 0).click();
  await field(page, 'Vocabulary size').fill('400001');
  await page.getByRole('tab', { name: 'Training' }).click();
  await field(page, 'BPTT length').fill('10');

  for (const [place, name] of ['Embedding', 'LSTM', 'LSTM', 'Dense', 'Dropout', 'Activation'].entries()) {
    await dragBelow(palette(page, name), row(page, place));
    await expect(row(page, place + 1)).toContainText(name);
  }
  // Dropout was dropped below the dense layer, where it would erase predictions.
  await expect(stack(page)).toContainText('would erase predictions at random');
  await dragBelow(row(page, 5), row(page, 2));
  await expect(row(page, 3)).toContainText('Dropout');
  await expect(stack(page)).not.toContainText('would erase predictions');
  await dragBelow(palette(page, 'Dropout'), row(page, 4));

  await row(page, 1).click();
  await field(page, 'Dimensions').fill('50');
  await row(page, 6).click();
  await field(page, 'Units').fill('5');

  await expect(stack(page)).toContainText('only its last state may go on');
  await page.getByRole('button', { name: 'Fix: Let Layer 4 (LSTM) give only its last state' }).click();
  await expect(row(page, 4)).toBeFocused();
  await expect(page.getByText('Needs a dataset')).toBeVisible();
  await expect(totals(page)).toContainText(courseTotal);
  expect(await tableLines(page)).toEqual(courseTable);

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(stack(page)).toContainText('only its last state may go on');
  await page.keyboard.press('Control+Shift+Z');
  await expect(stack(page)).not.toContainText('only its last state may go on');

  await page.mouse.move(0, 0);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.reload();
  await expect(totals(page)).toContainText(courseTotal);
});

test('a drag that Escape calls off, or that ends outside the stack, changes nothing', async ({ page, studio }) => {
  await page.goto(new URL('/#/models/new?template=char-rnn-s', studio.url()).href);
  await expect(row(page, 4)).toContainText('Dense');
  const box = await restingBox(row(page, 4));
  await page.mouse.move(box.x + 40, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + 40, box.y - 120, { steps: 5 });
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await dragTo(row(page, 4), { x: 5, y: 5 });
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
  await expect(row(page, 4)).toContainText('Dense');
});

test('the course’s model by keyboard alone, then one that trains', async ({ page, studio }) => {
  await dropFile(page, 'fable.txt', 'The crow told the fox what the river had said.\n'.repeat(600));
  await page.waitForURL(/#\/datasets\/.+/);
  await page.goto(new URL('/#/models/new', studio.url()).href);
  await expect(page.getByRole('heading', { name: 'An empty stack' })).toBeVisible();

  await tabTo(page, field(page, 'Task'));
  await page.keyboard.press('c');
  await expect(field(page, 'Task')).toHaveValue('classification');
  for (const name of ['Embedding', 'LSTM', 'Dropout', 'LSTM', 'Dropout', 'Dense', 'Activation']) {
    await tabTo(page, palette(page, name));
    await page.keyboard.press('Enter');
  }
  await expect(row(page, 7)).toContainText('Activation');
  await tabTo(page, row(page, 7));
  await page.keyboard.press('Home');
  await expect(row(page, 0)).toBeFocused();
  await tabTo(page, field(page, 'Vocabulary size'));
  await page.keyboard.press('Control+A');
  await page.keyboard.type('400001');
  await tabTo(page, row(page, 0));
  await page.keyboard.press('ArrowDown');
  await tabTo(page, field(page, 'Dimensions'));
  await page.keyboard.press('Control+A');
  await page.keyboard.type('50');
  await tabTo(page, row(page, 1));
  for (let steps = 0; steps < 5; steps++) await page.keyboard.press('ArrowDown');
  await tabTo(page, field(page, 'Units'));
  await page.keyboard.press('Control+A');
  await page.keyboard.type('5');
  const fix = page.getByRole('button', { name: 'Fix: Let Layer 4 (LSTM) give only its last state' });
  await tabTo(page, fix);
  await page.keyboard.press('Enter');
  await expect(totals(page)).toContainText(courseTotal);

  // A stack for the text: take out what a language model cannot have, and train.
  await expect(field(page, 'Dataset').getByRole('option', { name: 'fable.txt' })).toBeAttached();
  await tabTo(page, field(page, 'Dataset'));
  await page.keyboard.press('f');
  await expect(page.getByText('This dataset is text without labels')).toBeVisible();
  await tabTo(page, page.getByRole('button', { name: 'Fix: Change the task to “Write text”' }));
  await page.keyboard.press('Enter');
  const fixes = page.getByRole('button', { name: /^Fix: / });
  await expect(fixes).toHaveCount(1);
  await tabTo(page, fixes);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Ready to train')).toBeVisible();
  await tabTo(page, page.getByRole('button', { name: 'Start training' }));
  await page.keyboard.press('Enter');
  await page.waitForURL(/#\/runs\/.+/);
});

test.describe(() => {
  test.use(firstLook);

  test('no serious accessibility violation in the builder, in either theme and language', async ({ page, studio }) => {
    const open = async (path: string) => {
      await page.goto(new URL(`/#${path}`, studio.url()).href);
      await expect(page.locator('[data-stack]')).toBeVisible();
    };
    await open('/models/new');
    await expectNoViolations(page, 'an empty stack');
    await open('/models/new?template=bi-lstm-classifier');
    await page.locator('select').nth(1).selectOption('language-model');
    await page.locator('[data-row]').nth(2).click();
    await expectNoViolations(page, 'problems');
    for (const tab of [1, 2, 4]) {
      await page.getByRole('tab').nth(tab).click();
      await expectNoViolations(page, `tab ${tab}`);
    }
    await page.goto(new URL('/#/models', studio.url()).href);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('table')).toBeVisible();
    await expectNoViolations(page, 'models');
  });
});
