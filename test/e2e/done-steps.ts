import type { Page } from '@playwright/test';
import type { Messages } from '../../src-renderer/locales/messages.ts';

/** Steps that a run has done, as the figures of its dashboard tell them. */
export async function doneSteps(page: Page, { dashboard }: Messages): Promise<number> {
  const figure = page.locator('dl > div').filter({ has: page.getByText(dashboard.step, { exact: true }) });
  const [done = ''] = ((await figure.first().locator('dd').textContent()) ?? '').split('/');
  return Number(done.replaceAll(/\D/g, ''));
}
