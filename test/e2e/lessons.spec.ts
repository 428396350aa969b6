import type { Page } from '@playwright/test';
import { en } from '../../src-renderer/locales/en/index.ts';
import { ja } from '../../src-renderer/locales/ja/index.ts';
import type { Messages } from '../../src-renderer/locales/messages.ts';
import { restingBox } from './hands.ts';
import { seriousViolations } from './serious-violations.ts';
import { expect, test } from './studio.ts';

/** Goes from the list to a lesson, as a new student does. */
async function openLesson(page: Page, words: Messages, title: string): Promise<void> {
  await page
    .getByRole('navigation', { name: words.shell.places })
    .getByRole('link', { name: words.shell.lessons })
    .click();
  await page.getByRole('link', { name: title }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
}

async function predictRunAndRead(page: Page, words: Messages): Promise<void> {
  const { page: parts } = words.lessons;
  await expect(page.getByRole('heading', { name: parts.meaning })).toHaveCount(0);
  await page.getByRole('button', { name: parts.commit }).click();
  await page.getByRole('button', { name: parts.run }).click();
  await expect(page.getByRole('heading', { name: parts.meaning })).toBeVisible();
  await page.getByRole('button', { name: parts.showAnswer }).click();
  expect(await seriousViolations(page)).toEqual([]);
}

/** Formulas are drawn, each value has come, and nothing is wider than its page. */
async function expectWhole(page: Page): Promise<void> {
  const article = page.locator('article[data-lesson]');
  const heights = await article
    .locator('math')
    .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height));
  expect(Math.min(...heights)).toBeGreaterThan(6);
  await expect(article).not.toContainText(/\{\{|NaN|undefined|lessons\.of/);
  const formulas = article.locator('.formula');
  for (const formula of await formulas.all()) {
    const math = (await formula.locator('math').boundingBox())!;
    const button = (await formula.getByRole('button').boundingBox())!;
    const isBeside = math.x + math.width <= button.x || math.y + math.height <= button.y;
    expect(isBeside, (await formula.locator('math').getAttribute('alttext')) ?? '').toBe(true);
  }
  expect(await article.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(1);
}

/** Tells whether the first chart has lines of other colours than grey. */
const hasColours = (page: Page): Promise<boolean> =>
  page
    .locator('[data-chart] canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      const pixels = Array.from({ length: data.length / 4 }, (_, n) => [...data.slice(4 * n, 4 * n + 4)]);
      return pixels.some(
        ([red, green, blue, alpha]) => alpha! > 200 && Math.abs(red! - blue!) + Math.abs(red! - green!) > 80,
      );
    });

test('a lesson is predicted with the pointer, run on the engine, read, and remembered', async ({ page }) => {
  const title = en.lessons.titles['singular-values'];
  await openLesson(page, en, title);
  expect(await seriousViolations(page)).toEqual([]);
  const drawing = page.locator('[data-drawing]');
  const box = await restingBox(drawing);
  await page.mouse.move(box.x + box.width * 0.12, box.y + box.height * 0.1);
  await page.mouse.down();
  // The window of a busy machine sees no more of a hand than where it begins and ends.
  await page.mouse.move(box.x + box.width * 0.95, box.y + box.height * 0.7);
  await page.mouse.up();
  const drawn = () =>
    drawing.getByRole('slider').evaluateAll((all) => all.map((point) => Number(point.getAttribute('aria-valuenow'))));
  await expect.poll(async () => (await drawn()).at(-1)).toBeLessThan(0.5);
  const falling = [...new Set(await drawn())].sort((a, b) => b - a);
  expect(await drawn()).toEqual(falling);
  await predictRunAndRead(page, en);
  await expect(page.locator('[data-verdict]')).toContainText('average');
  await expectWhole(page);

  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('navigation', { name: en.shell.places })).toBeHidden();
  await expect(page.getByRole('heading', { name: en.lessons.page.meaning })).toBeVisible();
  for (const chart of await page.locator('[data-chart]').all()) {
    const panel = (await chart.boundingBox())!;
    const drawn = (await chart.locator('canvas').boundingBox())!;
    expect(drawn.y + drawn.height).toBeLessThanOrEqual(panel.y + panel.height);
    expect(drawn.x + drawn.width).toBeLessThanOrEqual(panel.x + panel.width);
  }
  await page.emulateMedia({ media: 'screen' });

  await page.reload();
  await expect(page.getByRole('heading', { name: en.lessons.page.meaning })).toBeVisible();
  await page.getByRole('navigation', { name: en.shell.places }).getByRole('link', { name: en.shell.lessons }).click();
  await expect(page.locator('[data-lesson=singular-values]')).toContainText(en.lessons.states.done);
});

test.describe(() => {
  test.use({
    locale: 'ja-JP',
    colorScheme: 'dark',
    viewport: { width: 1024, height: 700 },
    contextOptions: { reducedMotion: 'reduce' },
  });

  test('a lesson in Japanese, in the dark and on a small screen, leads from an empty studio to a network’s gradients', async ({
    page,
  }) => {
    await openLesson(page, ja, ja.lessons.titles.clipping);
    await predictRunAndRead(page, ja);
    await expectWhole(page);
    // A chart is drawn a frame after it is there.
    await expect.poll(() => hasColours(page)).toBe(true);
    await page.getByRole('link', { name: '勾配の流れ', exact: true }).first().click();
    await expect(page).toHaveURL(/#\/insight\/[^?]+\?panel=flow/);
    await expect(page.getByRole('link', { name: /^レッスン：/ })).toHaveAttribute('href', /#\/lessons\//);
  });
});
