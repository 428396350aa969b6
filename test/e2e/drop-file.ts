import type { Page } from '@playwright/test';

/** What dragging a file from the desktop into the window does. */
export async function dropFile(page: Page, name: string, content: string | number[]): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([fileName, data]) => {
      const files = new DataTransfer();
      const part = typeof data === 'string' ? data : Uint8Array.from(data);
      files.items.add(new File([part], fileName, { type: 'text/plain' }));
      return files;
    },
    [name, content] as const,
  );
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await page.dispatchEvent('body', type, { dataTransfer: transfer });
  }
}
