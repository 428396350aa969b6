import { expect, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { savedFile } from './saved-file.ts';

export async function openInsight(page: Page, runId: string, panel: string): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), `#/insight/${runId}?panel=${panel}`);
}

/** Pins a text, and waits until the panel no longer shows what the network did with another. */
export async function pin(page: Page, text: string): Promise<void> {
  await page.getByLabel('Pinned text').fill(text);
  await page.getByRole('button', { name: 'Pin' }).click();
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
}

/** A heat map's data as the person saves it: a row of names, then a named row for each unit. */
export async function savedRows(page: Page, title: string): Promise<{ head: string; rows: Map<string, number[]> }> {
  await page.getByRole('button', { name: `Save ${title}`, exact: true }).click();
  const { path } = await savedFile(page, () => page.getByRole('menuitem', { name: 'Data (CSV)' }).click());
  const [head = '', ...lines] = readFileSync(path, 'utf8').trim().split('\r\n');
  const rows = lines.map((line) => {
    const [name = '', ...values] = line.split(',');
    return [name, values.map(Number)] as const;
  });
  return { head, rows: new Map(rows) };
}
