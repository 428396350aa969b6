import type { Page } from 'playwright-core';
import { en } from '../../../src-renderer/locales/en/index.ts';

/** A training of a minute on a slow machine, and what comes before and after it. */
const TRAINING_MS = 600_000;
const STEP_MS = 120_000;

/** Trains the sample with the one button of the first page, as somebody does who has just installed the program. Rejects where it does not come to its end. */
export async function trainSample(page: Page): Promise<void> {
  await page.getByRole('button', { name: en.start.watch.action }).click({ timeout: STEP_MS });
  await page.waitForURL(/#\/runs\/[0-9a-f-]{36}/, { timeout: STEP_MS });
  await page.getByText(en.states.finished).first().waitFor({ timeout: TRAINING_MS });
}

/** Finds the training again, after another start. */
export async function findTraining(page: Page): Promise<void> {
  const places = page.getByRole('navigation', { name: en.shell.places });
  await places.getByRole('link', { name: en.shell.runs, exact: true }).click({ timeout: STEP_MS });
  await page.getByRole('main').getByText(en.states.finished).first().waitFor({ timeout: STEP_MS });
}
