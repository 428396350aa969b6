import { expect, type BrowserContext, type Locator } from '@playwright/test';
import { setTimeout } from 'node:timers/promises';

/** Milliseconds; 0 slows nothing down. */
export const slowness = Number(process.env['KIOKU_TEST_SLOW_MS'] ?? 0);

/**
 * Lets each answer of the host take about `slowness`, and whoever types wait twice as long between choosing a field's text and
 * replacing it: a spec, or a page, that counts on an answer being there fails each time then, and not once in a hundred.
 */
export async function slowDown(context: BrowserContext): Promise<void> {
  await context.routeWebSocket(/\/api/, (page) => {
    const host = page.connectToServer();
    page.onMessage((message) => host.send(message));
    let before: Promise<unknown> = Promise.resolve();
    host.onMessage((message) => {
      // Answers keep their order.
      before = Promise.all([before, setTimeout(slowness * (0.5 + Math.random()))]).then(() => page.send(message));
    });
  });
  const page = await context.newPage();
  const locators = Object.getPrototypeOf(page.locator('html')) as Locator;
  await page.close();
  locators.fill = fillSlowly;
}

async function fillSlowly(this: Locator, text: string): Promise<void> {
  await expect(this).toBeEditable();
  await this.selectText();
  await setTimeout(slowness * 2);
  if (text === '') await this.page().keyboard.press('Delete');
  else await this.page().keyboard.insertText(text);
}
