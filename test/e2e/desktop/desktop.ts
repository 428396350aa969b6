import { test as base } from '@playwright/test';
import { relayThrough } from '../studio-client.ts';
import { DesktopHands } from './desktop-hands.ts';
import { DesktopStudio, isDesktop } from './desktop-studio.ts';

/** `desktop` is the program itself, not started yet; the projects of this fixture are `electron` and `double`. */
export const test = base.extend<{ desktop: DesktopStudio }>({
  desktop: async ({ locale, colorScheme }, use, { project }) => {
    if (!isDesktop(project.name)) throw new Error('Only the desktop program has these tests.');
    const studio = new DesktopStudio(project.name, { locale, colorScheme });
    await use(studio);
    await studio.close();
  },
});

/** Starts the program; its window, and the hands for what lies around that. */
export async function openDesktop(studio: DesktopStudio, options: Parameters<DesktopStudio['open']>[0] = {}) {
  const page = await studio.open(options);
  relayThrough(page, studio.url());
  return { page, hands: new DesktopHands(studio.program) };
}

export { expect } from '@playwright/test';
