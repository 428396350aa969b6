import { expect, type Page } from '@playwright/test';

export interface DroppedFile {
  name: string;
  content: string | number[];
}

/** What dragging files from the desktop into the window does. */
export async function dropFiles(page: Page, ...dropped: DroppedFile[]): Promise<void> {
  const transfer = await page.evaluateHandle((list) => {
    const files = new DataTransfer();
    for (const { name, content } of list) {
      const part = typeof content === 'string' ? content : Uint8Array.from(content);
      files.items.add(new File([part], name, { type: 'text/plain' }));
    }
    return files;
  }, dropped);
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await page.dispatchEvent('body', type, { dataTransfer: transfer });
  }
}

/** Drops a plain text and takes it as it is, which Enter does, in whatever language. */
export async function dropFile(page: Page, name: string, content: string): Promise<void> {
  await dropFiles(page, { name, content });
  await expect(page.locator('[role=dialog] button[type=submit]')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.waitForURL(/#\/datasets\/.+/);
}
