import type { Page } from '@playwright/test';
import { lstm } from '../../src-engine/models/default-layers.ts';
import { expect, test } from './studio.ts';
import { openClient } from './studio-client.ts';
import { trainedRun } from './trained-run.ts';

const sizeOf = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));

test('a dashboard says its figures aloud, keeps live text in the middle, and its marks can be hit', async ({
  page,
  studio,
}) => {
  const { client, close } = await openClient(studio.url());
  const run = await trainedRun(client, lstm(12));
  close();
  await page.goto(new URL(`/#/runs/${run.id}`, studio.url()).href);

  const figure = page.locator('dl').first();
  await expect(figure).toContainText('Perplexity');
  expect(await sizeOf(page, 'dl:first-of-type dd > span')).toBe(22);
  const sample = page.getByRole('region', { name: 'Live sample' });
  await expect(sample.getByText('T 1.1')).toBeVisible();
  const [text, loss] = await Promise.all(
    [sample, page.getByRole('region', { name: 'Loss' })].map((panel) => panel.boundingBox()),
  );
  expect(text?.width ?? 0).toBeGreaterThanOrEqual(loss?.width ?? Infinity);
  const lines = await sample
    .getByRole('group')
    .locator('p')
    .evaluateAll((all) => all.map(({ clientWidth }) => clientWidth));
  expect(Math.min(...lines)).toBeGreaterThanOrEqual(280);

  const marks = page.getByRole('button', { name: /^What is “/ });
  await expect.poll(() => marks.count()).toBeGreaterThan(5);
  const small = await marks.evaluateAll((all) =>
    all
      .map((mark) => mark.getBoundingClientRect())
      .filter(({ width, height }) => width < 24 || height < 24)
      .map(({ width, height }) => `${width} × ${height}`),
  );
  expect(small).toEqual([]);

  await page
    .getByRole('button', { name: /^Checkpoint of step/ })
    .last()
    .press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeVisible();
  const motion = () => motionOf(page);
  expect(await motion()).toBe('0.12s');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(Number.parseFloat(await motion())).toBeLessThan(0.001);
});

const motionOf = (page: Page) => page.getByRole('menu').evaluate((menu) => getComputedStyle(menu).animationDuration);

test.describe(() => {
  test.use({ locale: 'ja-JP', viewport: { width: 1024, height: 700 } });

  test('Japanese fills the lines of narrow columns, keeps numbers with their counters, and is not too small', async ({
    page,
  }) => {
    await page.goto(new URL('#/lessons/parameters-and-samples', page.url()).href);
    // Formulas are higher than a line, so only paragraphs without them are measured.
    const prose = page.locator('main .lesson-text > p:not(:has(math))');
    await expect(prose.first()).toBeVisible();
    // The share of each full line, all but the last one, that its words take.
    const shares = await prose.evaluateAll((paragraphs) =>
      paragraphs.flatMap((paragraph) => {
        const range = document.createRange();
        range.selectNodeContents(paragraph);
        const tops = new Map<number, number>();
        for (const { top, width } of range.getClientRects()) {
          tops.set(Math.round(top), (tops.get(Math.round(top)) ?? 0) + width);
        }
        return [...tops.values()].slice(0, -1).map((width) => width / paragraph.clientWidth);
      }),
    );
    expect(shares.length).toBeGreaterThan(10);
    expect(Math.min(...shares)).toBeGreaterThan(0.75);
    expect(await sizeOf(page, '.label, .text-label')).toBeGreaterThanOrEqual(12);
    expect(await page.locator('main').textContent()).toMatch(/\d\u00a0(?:ステップ|つ|回|個|文字|倍)/);
  });
});
