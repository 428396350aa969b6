import { readFileSync } from 'node:fs';
import { en } from '../../src-renderer/locales/en/index.ts';
import { ja } from '../../src-renderer/locales/ja/index.ts';
import { dropFiles } from './drop-file.ts';
import { seriousViolations } from './serious-violations.ts';
import { expect, test } from './studio.ts';

const bytesOf = (name: string) => [...readFileSync(new URL(`../main/datasets/formats/files/${name}`, import.meta.url))];

for (const [locale, words] of [
  ['en-US', en],
  ['ja-JP', ja],
] as const) {
  test.describe(() => {
    test.use({ locale });

    test(`a document shows its text, tells what is left out and keeps what is wanted, ${locale}`, async ({
      page,
      studio,
    }) => {
      expect(studio.url()).not.toBe('');
      await dropFiles(page, { name: 'letter.docx', content: bytesOf('letter.docx') });
      const dialog = page.getByRole('dialog');
      await expect(dialog.getByText('灯台守は毎晩、階段を数えながら')).toBeVisible();
      const leftOut = dialog.getByRole('region', { name: words.datasets.import.leftOutTitle });
      await expect(leftOut).toContainText(words.datasets.leftOut.footnotes.split(' | ').at(-1)!.replace('{n}', '2'));
      await expect(dialog.getByLabel(words.datasets.import.encoding, { exact: true })).toHaveCount(0);
      await leftOut.getByLabel(words.datasets.import.keep.ruby).check();
      await expect(dialog.getByText('灯台《とうだい》守は毎晩')).toBeVisible();
      expect(await seriousViolations(page)).toEqual([]);
      await page.keyboard.press('Escape');

      await dropFiles(page, { name: 'letter-encrypted.pdf', content: bytesOf('letter-encrypted.pdf') });
      await expect(page.getByRole('dialog').getByRole('alert')).toContainText(
        words.errors['archive-refused']['encrypted-document']
          .replace('{name}', 'letter-encrypted.pdf')
          .replace('{format}', 'PDF'),
      );
      await dropFiles(page, { name: 'story.epub', content: bytesOf('story.epub') });
      await expect(page.getByRole('dialog').getByText('Nets are mended')).toBeVisible();
      await page.locator('[role=dialog] button[type=submit]').click();
      await page.waitForURL(/#\/datasets\/.+/);
      await expect(page.getByText(words.datasets.leftOut.pictures.split(' | ')[0]!.replace('{n}', '1'))).toBeVisible();
    });
  });
}
