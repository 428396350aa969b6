import { dense, lstm } from '../../src-engine/models/default-layers.ts';
import { dropFile, dropFiles } from './drop-file.ts';
import { openClient } from './studio-client.ts';
import { expect, test } from './studio.ts';

test('files that are no texts are refused with what to do, and nothing is added', async ({ page, studio }) => {
  await page.evaluate(() => (location.hash = '#/datasets'));
  await expect(page.getByRole('button', { name: 'Add Moby Dick' })).toBeVisible();
  await dropFiles(page, { name: 'empty.txt', content: '' });
  await expect(page.getByText('“empty.txt” is empty. Choose a file with text in it.')).toBeVisible();
  await dropFiles(page, { name: 'picture.png', content: [0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0xff] });
  await expect(page.getByText('“picture.png” is no text, or its encoding could not be recognized.')).toBeVisible();
  await page.goto(studio.url());
  await page.evaluate(() => (location.hash = '#/datasets'));
  await expect(page.getByText('Add something to learn from')).toBeVisible();
});

test('a text that is too short for the settings says so before the run starts, and keeps what was typed', async ({
  page,
  studio,
}) => {
  expect(studio.url()).not.toBe('');
  await dropFile(page, 'short.txt', 'Just a few words.');
  await page.getByRole('button', { name: 'Train on this text' }).click();
  await page.getByRole('button', { name: 'By hand' }).click();
  await page.getByRole('textbox', { name: 'Name (optional)' }).fill('My first try');
  const shortage = page.getByText('The text has 17 tokens, and such batches need');
  await expect(shortage).toBeVisible();
  await page.getByRole('button', { name: 'Make them fit' }).click();
  await expect(page.getByRole('textbox', { name: 'Batch size' })).toHaveValue('1');
  await expect(shortage).toBeHidden();
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(page.getByRole('heading', { name: 'My first try' })).toBeVisible();
  await expect(page.getByText('Finished').first()).toBeVisible();
});

test('characters that the model has never seen are marked before it writes', async ({ page, studio }) => {
  expect(studio.url()).not.toBe('');
  await dropFile(page, 'abc.txt', 'abc '.repeat(2000));
  await page.getByRole('button', { name: 'Train on this text' }).click();
  await page.getByRole('textbox', { name: 'Epochs' }).fill('1');
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(page.getByText('Finished').first()).toBeVisible();
  await page.getByRole('button', { name: 'Generate text', exact: true }).click();
  // The dashboard that is left has a prompt too.
  await expect(page.getByRole('complementary', { name: 'Generation settings' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Prompt' }).fill('ab鯨');
  await expect(page.getByText('This model has never seen 鯨')).toBeVisible();
  await page.getByRole('button', { name: /^Generate/ }).click();
  await expect(page.getByText(/characters, .* a second; length reached/)).toBeVisible();
});

test.describe('in Japanese', () => {
  test.use({ locale: 'ja-JP' });

  test('what is refused, and a run that fails, are told in Japanese', async ({ page, studio }) => {
    await page.evaluate(() => (location.hash = '#/datasets'));
    await expect(page.getByRole('heading', { name: 'データセット' })).toBeVisible();
    const dialog = page.getByRole('dialog');
    const refused = async (name: string, content: string | number[], told: string) => {
      await dropFiles(page, { name, content });
      await expect(dialog.getByRole('alert')).toContainText(told);
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
    };
    await refused('空.txt', '', '「空.txt」は空です。文章の入ったファイルを選んでください。');
    await refused(
      '偽物.zip',
      [0x50, 0x4b, 3, 4, 1, 2, 3],
      '「偽物.zip」は壊れているか、ZIP ファイルではありません。もう一度圧縮して試してください。',
    );
    await refused(
      '偽物.kioku',
      'no bundle',
      '「偽物.kioku」は壊れているため、何も取り込んでいません。もう一度コピーするか書き出してください。',
    );
    await refused(
      '偽物.safetensors',
      'no weights of anything',
      '「偽物.safetensors」は safetensors のファイルではありません。別のファイルを選んでください。',
    );

    const { client, close } = await openClient(studio.url());
    const dataset = await client.datasets.import({ name: 'fox.txt', file: new Blob(['The fox. '.repeat(500)]) });
    const { id } = await client.runs.start({
      datasetId: dataset.id,
      model: {
        task: 'language-model',
        input: { kind: 'tokens', vocabularySize: dataset.vocabularySize },
        layers: [{ type: 'one_hot' }, lstm(8), dense(dataset.vocabularySize)],
      },
      train: {
        batchSize: 4,
        sequenceLength: 10,
        optimizer: { type: 'sgd', learningRate: 1e12 },
        l2: 1,
        epochs: 20,
        clip: { type: 'none' },
      },
    });
    await expect.poll(async () => (await client.runs.get({ runId: id })).state).toBe('diverged');
    close();
    await page.goto(new URL(`#/runs/${id}`, studio.url()).href);
    const told = /(損失|勾配|重み)が.+(なりました|なくなりました)。/;
    await expect(page.getByRole('region', { name: '結果' })).toContainText(told);
    await expect(page.getByRole('region', { name: '経過の記録' })).toContainText('発散');
  });
});
