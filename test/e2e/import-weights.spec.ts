import { en } from '../../src-renderer/locales/en/index.ts';
import { ja } from '../../src-renderer/locales/ja/index.ts';
import type { StudioClient } from '../../src-main/contract/contract.ts';
import { foreignWeights, type ForeignWeights } from '../foreign-weights.ts';
import { dropFiles } from './drop-file.ts';
import { seriousViolations } from './serious-violations.ts';
import { openClient } from './studio-client.ts';
import { expect, test } from './studio.ts';
import { smallLayer, trainedRun } from './trained-run.ts';

/** Weights as PyTorch has them, of a network that has learnt to write here. */
async function exportedWeights(client: StudioClient, runId: string): Promise<ForeignWeights> {
  for await (const update of await client.exports.create({ runId, format: 'safetensors' })) {
    if (update.type !== 'exported') continue;
    const { id, bytes } = update.export;
    const file = await client.exports.read({ exportId: id, offset: 0, length: bytes });
    return foreignWeights(new Uint8Array(await file.arrayBuffer()), true);
  }
  throw new Error('The export ended without a file.');
}

async function written(client: StudioClient, runId: string, prompt: string, length: number): Promise<string> {
  const sampling = { temperature: 0, topK: 0, topP: 1, minP: 0, repetitionPenalty: 1, repetitionWindow: 0, seed: 0 };
  let text = '';
  const asked = { runId, prompt, length, sampling: { ...sampling, stopStrings: [] } };
  for await (const update of await client.playground.generate(asked)) {
    if (update.type === 'tokens') text += update.tokens.map((token) => token.text).join('');
  }
  return text;
}

for (const [locale, say, colorScheme, viewport] of [
  ['en-US', en, 'dark', { width: 1440, height: 900 }],
  ['ja-JP', ja, 'light', { width: 1024, height: 700 }],
] as const) {
  test.describe(() => {
    test.use({ locale, colorScheme, viewport });

    test(`weights that are dropped become a run that writes what they wrote where they come from, ${locale}`, async ({
      page,
      studio,
    }) => {
      const { client, close } = await openClient(studio.url());
      const run = await trainedRun(client, smallLayer('lstm'), 160);
      const { bytes, vocabulary } = await exportedWeights(client, run.id);
      await page.evaluate(() => (location.hash = '#/runs'));
      await expect(page.getByRole('heading', { level: 1, name: say.shell.runs })).toBeVisible();
      await dropFiles(page, { name: 'char-rnn.safetensors', content: [...bytes] });
      const dialog = page.getByRole('dialog', {
        name: say.modelImport.title.replace('{name}', 'char-rnn.safetensors'),
      });
      const importing = dialog.getByRole('button', { name: say.modelImport.import, exact: true });
      const problems = dialog.getByRole('status').filter({ hasText: /./ });
      await expect(problems).toHaveText(
        say.modelImport.problems['vocabulary-missing'].replace('{size}', String(vocabulary.length)),
      );
      await expect(importing).toBeDisabled();

      const table = dialog.getByRole('region', { name: say.modelImport.mapping });
      const output = table.getByLabel(say.modelImport.parts.output, { exact: true });
      await expect(output).toHaveValue('projection');
      const place = say.modelImport.parts.output;
      const turned = table.getByRole('checkbox', { name: say.modelImport.transpose.replace('{place}', place) });
      await expect(turned).toBeChecked();
      await turned.uncheck();
      await expect(problems).toContainText(`12 × ${vocabulary.length}`);
      await turned.check();
      await expect(problems).not.toContainText(`12 × ${vocabulary.length}`);
      expect(await seriousViolations(page)).toEqual([]);

      await dialog.locator(`input[type=file][aria-label="${say.modelImport.vocabularyFile}"]`).setInputFiles({
        name: 'chars.json',
        mimeType: 'application/json',
        buffer: Buffer.from(JSON.stringify(vocabulary)),
      });
      await expect(importing).toBeEnabled();
      await expect(dialog).toContainText('LSTM 12');
      await importing.click();
      await dialog.getByRole('button', { name: say.modelImport.toPlayground }).click();

      await page.getByLabel(say.playground.prompt, { exact: true }).fill('Said Fox ');
      await page.getByLabel(say.playground.preset, { exact: true }).selectOption('argmax');
      await page.getByLabel(say.playground.length, { exact: true }).fill('40');
      await page.getByRole('button', { name: say.playground.generate }).click();
      const text = page.getByRole('listbox').filter({ hasText: 'Said Fox' });
      await expect(text).toContainText(await written(client, run.id, 'Said Fox ', 40));
      expect(await seriousViolations(page)).toEqual([]);
      close();
    });
  });
}
