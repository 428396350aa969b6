import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { en } from '../../src-renderer/locales/en/index.ts';
import { doneSteps } from './done-steps.ts';
import { restingBox } from './hands.ts';
import { seriousViolations } from './serious-violations.ts';
import { startTraining } from './start-training.ts';
import { savedFile } from './saved-file.ts';
import { expect, test } from './studio.ts';

const crosshair = (page: Page, chart: string) => page.getByRole('slider', { name: `Place to read in ${chart};` });

/** The part of x that a chart shows. */
async function shownRange(page: Page, chart: string): Promise<number[]> {
  const slider = crosshair(page, chart);
  return [Number(await slider.getAttribute('aria-valuemin')), Number(await slider.getAttribute('aria-valuemax'))];
}

async function pausedAfterSteps(page: Page, steps: number): Promise<void> {
  await expect.poll(async () => (await shownRange(page, 'Loss'))[1]).toBeGreaterThan(steps);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeVisible();
  // The charts draw the last steps a frame after the figures tell them.
  const done = await doneSteps(page, en);
  await expect.poll(async () => (await shownRange(page, 'Loss'))[1]).toBe(done);
}

test('a training is watched, read, zoomed into and saved, by mouse and by keyboard', async ({ page, studio }) => {
  expect(studio.url()).not.toBe('');
  await startTraining(page, 400);
  const sample = page.getByRole('region', { name: 'Live sample' });
  await expect(sample.getByText('T 0.8')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Gate saturation' })).toBeVisible();
  await pausedAfterSteps(page, 120);
  await expect(page.getByRole('region', { name: 'Events' }).getByText('Paused')).toBeVisible();

  const whole = await shownRange(page, 'Loss');
  const box = await restingBox(crosshair(page, 'Loss'));
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
  // All charts follow.
  await expect.poll(async () => (await shownRange(page, 'Gradient norm'))[0]).toBeGreaterThan(whole[0]);
  await expect.poll(async () => (await shownRange(page, 'Loss'))[1]).toBeLessThan(whole[1]);
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect.poll(() => shownRange(page, 'Gradient norm')).toEqual(whole);

  const perplexity = crosshair(page, 'Perplexity');
  await perplexity.focus();
  await page.keyboard.press('End');
  await expect(perplexity).toHaveAttribute('aria-valuetext', /^step [\d,]+, Training [\d.,]+/);
  await page.keyboard.press('+');
  await expect.poll(async () => (await shownRange(page, 'Loss'))[0]).toBeGreaterThan(whole[0]);
  await page.keyboard.press('Escape');
  await expect.poll(() => shownRange(page, 'Loss')).toEqual(whole);

  await page.getByRole('button', { name: 'Training time' }).click();
  await perplexity.focus();
  await page.keyboard.press('End');
  await expect(perplexity).toHaveAttribute('aria-valuetext', /^\d+ (sec|min)/);

  const enlarge = page.getByRole('button', { name: 'Enlarge Learning rate' });
  await enlarge.focus();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('dialog', { name: 'Learning rate' });
  const margin = 16;
  const width = (await page.evaluate(() => innerWidth)) - 2 * margin;
  await expect.poll(async () => (await panel.boundingBox())?.width).toBe(width);
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(enlarge).toBeFocused();

  for (const [item, beginning] of [
    ['Data (CSV)', '\ufeffTraining time,Training'],
    ['Drawing (SVG)', '<svg'],
    ['Picture (PNG)', '\u2030PNG'],
  ] as const) {
    await page.getByRole('button', { name: 'Save Loss' }).click();
    const { path } = await savedFile(page, () => page.getByRole('menuitem', { name: item }).click());
    const bytes = readFileSync(path);
    const start = item.startsWith('Picture')
      ? new TextDecoder('windows-1252').decode(bytes.subarray(0, 4))
      : bytes.toString();
    expect(start.slice(0, beginning.length)).toBe(beginning);
  }
  expect(await seriousViolations(page)).toEqual([]);
});

test('a branch goes on from a checkpoint on the axis, with the settings that were changed', async ({
  page,
  studio,
}) => {
  expect(studio.url()).not.toBe('');
  await startTraining(page, 400);
  await pausedAfterSteps(page, 20);
  const mark = page.getByRole('button', { name: /^Checkpoint of step/ }).last();
  await mark.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Branch from here…' }).press('Enter');
  const dialog = page.getByRole('dialog');
  expect(await seriousViolations(page)).toEqual([]);
  await dialog.getByLabel('Learning rate', { exact: true }).fill('0.0005');
  await dialog.getByLabel('Name (optional)').fill('calmer');
  await dialog.getByRole('button', { name: 'Start the branch' }).click();
  await expect(page.getByRole('heading', { name: 'calmer' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Settings of this run' }).getByText('0.0005')).toBeVisible();

  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Discard' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  // The status bar has a link to it too while it trains.
  await page.getByRole('main').getByRole('link', { name: 'calmer' }).click();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Extend…' }).click();
  await page.getByLabel('More epochs').fill('3');
  await page.getByRole('button', { name: 'Extend', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
});
