import type { Page } from '@playwright/test';
import { en } from '../../src-renderer/locales/en/index.ts';
import { ja } from '../../src-renderer/locales/ja/index.ts';
import type { Messages } from '../../src-renderer/locales/messages.ts';
import { seriousViolations } from './serious-violations.ts';
import { expect } from './studio.ts';

/** Both themes, each with a language of its own; a page begins with the first look. */
const looks = [
  { colorScheme: 'dark', language: 'en', words: en },
  { colorScheme: 'light', language: 'ja', words: ja },
] as const;

/** The look that a page begins with, for `test.use`. */
export const firstLook = { colorScheme: 'dark', locale: 'en-US' } as const;

/** Matches a text in whichever language is shown. */
export const inEither = (of: (words: Messages) => string) =>
  new RegExp(`^(${looks.map(({ words }) => of(words)).join('|')})$`);

/** Shows the screen in the other theme and language, whatever is open on it. */
async function changeLook(page: Page): Promise<void> {
  const shown = await page.locator('html').getAttribute('lang');
  const look = shown === 'en' ? looks[1] : looks[0];
  await page.emulateMedia({ colorScheme: look.colorScheme });
  // The click works even where a dialog keeps the pointer to itself.
  await page.evaluate(() => {
    const buttons = [...document.querySelectorAll<HTMLElement>('footer button')];
    buttons.find(({ textContent }) => /^(EN|JA)$/.test(textContent.trim()))?.click();
  });
  await expect(page.locator('html')).toHaveAttribute('lang', look.language);
  await expect(page.locator('html')).toHaveAttribute('data-theme', look.colorScheme);
}

/** Checks both looks of the screen for serious accessibility problems, and leaves it in the other look. */
export async function expectNoViolations(page: Page, screen: string): Promise<void> {
  await expectNoneNow(page, screen);
  await changeLook(page);
  await expectNoneNow(page, screen);
}

async function expectNoneNow(page: Page, screen: string): Promise<void> {
  const language = await page.locator('html').getAttribute('lang');
  expect((await seriousViolations(page)).map((told) => `${screen}, ${language}: ${told}`)).toEqual([]);
}
