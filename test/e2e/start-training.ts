import type { Page } from '@playwright/test';
import { dropFile } from './drop-file.ts';

const fable = Array.from(
  { length: 900 },
  (_, n) => `On day ${n} the crow told the fox what the ${['river', 'wind', 'old wall'][n % 3]} had said.\n`,
).join('');

/** Drops a text and trains on it; ends at the dashboard. */
export async function startTraining(page: Page, epochs: number): Promise<void> {
  await dropFile(page, 'fable.txt', fable);
  await page.getByRole('button', { name: 'Train on this text' }).click();
  await page.getByLabel('Epochs', { exact: true }).fill(String(epochs));
  await page.getByRole('button', { name: 'Start training' }).click();
  await page.waitForURL(/#\/runs\/[0-9a-f-]{36}/);
}
