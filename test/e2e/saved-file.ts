import type { Page } from '@playwright/test';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DesktopHands } from './desktop/desktop-hands.ts';
import { programOf } from './desktop/desktop-studio.ts';
import { expect } from './studio.ts';

export interface SavedFile {
  /** The name that it was offered under. */
  name: string;
  path: string;
}

/** Has the page give a file: a browser downloads it, and the desktop program asks where to. */
export async function savedFile(page: Page, press: () => Promise<unknown>): Promise<SavedFile> {
  const program = programOf.get(page);
  if (program === undefined) {
    const coming = page.waitForEvent('download');
    await press();
    const download = await coming;
    return { name: download.suggestedFilename(), path: await download.path() };
  }
  const hands = new DesktopHands(program);
  const path = join(mkdtempSync(join(tmpdir(), 'kioku-saved-')), 'file');
  await hands.answer(path);
  await press();
  await expect.poll(() => existsSync(path)).toBe(true);
  return { name: (await hands.dialogs()).at(-1)?.defaultPath ?? '', path };
}
