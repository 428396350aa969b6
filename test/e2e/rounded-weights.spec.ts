import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { en } from '../../src-renderer/locales/en/index.ts';
import { ja } from '../../src-renderer/locales/ja/index.ts';
import { seriousViolations } from './serious-violations.ts';
import { openClient } from './studio-client.ts';
import { expect, test } from './studio.ts';

const program = fileURLToPath(new URL('../../src-main/cli/kioku.ts', import.meta.url));
const prompt = 'In the ';
const length = 60;

/** The text that the command line writes without chance. */
async function commandWrites(runId: string, dataDir: string, weights: string): Promise<string> {
  const asked = ['generate', '--run', runId, '--prompt', prompt, '--length', String(length), '--temperature', '0'];
  const args = [program, ...asked, '--weights', weights, '--data-dir', dataDir];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return stdout.replace(/\n$/, '');
}

for (const [locale, words] of [
  ['en-US', en],
  ['ja-JP', ja],
] as const) {
  test.describe(() => {
    test.use({ locale });
    const say = words.playground;

    test(`rounded weights write what the command line writes by them, and are remembered, ${locale}`, async ({
      page,
      studio,
    }) => {
      const { client, close } = await openClient(studio.url());
      const { id } = await client.networks.open({ networkId: 'moby-dick-writer' });
      close();
      await page.evaluate((hash) => (location.hash = hash), `#/playground/${id}`);
      await page.getByLabel(say.prompt, { exact: true }).fill(prompt);
      await page.getByLabel(say.length, { exact: true }).fill(String(length));
      await page.getByLabel(say.preset, { exact: true }).selectOption('argmax');
      const weights = page.getByLabel(say.weights, { exact: true });
      const region = page.getByRole('region', { name: say.text, exact: true });
      const text = page.getByRole('listbox');
      const write = async () => {
        await page.getByRole('button', { name: say.generate }).click();
        await expect(region).toContainText(say.ends.length);
        return (await text.textContent())?.trimStart().slice(prompt.length);
      };

      await expect(weights).toHaveValue('float32');
      const own = await write();
      expect(own).toBe(await commandWrites(id, studio.dataDir, 'float32'));
      await expect(region.getByText('bf16', { exact: true })).toBeHidden();

      await weights.selectOption({ label: say.weightPrecisions.bf16 });
      await expect(page.getByText(say.roundedAlone)).toBeVisible();
      const rounded = await write();
      expect(rounded).toBe(await commandWrites(id, studio.dataDir, 'bf16'));
      expect(rounded).not.toBe(own);
      await expect(region.getByText('bf16', { exact: true })).toBeVisible();
      expect(await seriousViolations(page)).toEqual([]);

      await page.reload();
      await expect(weights).toHaveValue('bf16');
      await page.locator('summary', { hasText: '2' }).click();
      await expect(page.getByRole('button', { name: '· bf16 ·' })).toBeVisible();
    });
  });
}
