import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** What axe finds of serious and critical problems on the screen as it is. */
export async function seriousViolations(page: Page): Promise<string[]> {
  // Colours are judged when they have arrived at those of the theme.
  await expect.poll(() => page.evaluate(areColoursChanging)).toBe(false);
  // The studio has no frames of other origins, for which axe would open another page each time.
  const builder = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await builder.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

function areColoursChanging(): boolean {
  return document
    .getAnimations()
    .some((animation) => animation instanceof CSSTransition && animation.transitionProperty.includes('color'));
}
