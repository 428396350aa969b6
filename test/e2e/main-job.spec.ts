import type { Page } from '@playwright/test';
import { dropFile } from './drop-file.ts';
import { expect, test } from './studio.ts';

const fable = Array.from(
  { length: 900 },
  (_, n) => `On day ${n} the crow told the fox what the ${['river', 'wind', 'old wall'][n % 3]} had said.\n`,
).join('');

async function stepsSoFar(page: Page): Promise<number> {
  const description = (await page.getByRole('img', { name: /^Loss/ }).getAttribute('aria-label')) ?? '';
  return Number(/at step ([\d,]+)/.exec(description)?.[1]?.replaceAll(',', '') ?? 0);
}

async function expectMoreSteps(page: Page, than: number): Promise<number> {
  await expect.poll(() => stepsSoFar(page)).toBeGreaterThan(than);
  return stepsSoFar(page);
}

test('drop a text, train, pause, resume, reload, generate, and go on after a crash', async ({ page, studio }, {
  project,
}) => {
  await dropFile(page, 'fable.txt', fable);
  await page.getByRole('button', { name: 'Train on this text' }).click();
  // The training that is chosen for so short a text would end by itself before it can be killed.
  await page.getByRole('radio', { name: /^Characters, small/ }).check({ force: true });
  await page.getByLabel('Epochs', { exact: true }).fill('20000');
  await page.getByRole('button', { name: 'Start training' }).click();

  const first = await expectMoreSteps(page, 0);
  const moved = await expectMoreSteps(page, first);

  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeVisible();
  const atPause = await stepsSoFar(page);
  expect(atPause).toBeGreaterThanOrEqual(moved);
  await page.getByRole('button', { name: 'Resume', exact: true }).click();
  const resumed = await expectMoreSteps(page, atPause);

  await page.reload();
  await expectMoreSteps(page, resumed);

  await page.getByRole('button', { name: 'Generate text', exact: true }).click();
  // The dashboard that is left has a prompt too.
  await expect(page.getByRole('complementary', { name: 'Generation settings' })).toBeVisible();
  await page.getByLabel('Prompt').fill('On day 7 the ');
  await page.getByRole('button', { name: 'Generate' }).click();
  await expect(page.getByText(/characters, .* a second; length reached/)).toBeVisible();

  await studio.kill();
  await expect(page.getByText('Connection lost.')).toBeVisible();
  await studio.start();
  await page.goto(studio.url());
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Runs' }).click();
  // The desktop program asks once; a server goes on unless it is told otherwise.
  if (project.name !== 'browser') await page.getByRole('button', { name: 'Go on by themselves' }).click();
  await page.getByRole('main').getByRole('link', { name: /fable/ }).first().click();
  await expectMoreSteps(page, await expectMoreSteps(page, 0));
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
});
