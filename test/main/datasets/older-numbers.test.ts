import { expect, test } from 'vitest';
import { ContentWriter } from '../../../src-main/datasets/content/content-writer.ts';
import { openStore } from '../../../src-main/db/open-store.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openTemporaryHost, runIn } from '../temporary-host.ts';

/** A data folder with a table of numbers as older studios stored it: without times, its columns named in the layout alone. */
async function olderFolder(): Promise<string> {
  const dataDir = temporaryFolder();
  const store = await openStore(dataDir);
  const writer = new ContentWriter(store);
  const rows = Array.from({ length: 60 }, (_, n) => `${Math.sin(n / 4)},${n % 5}`);
  await writer.write(`value,other\n${rows.join('\n')}\n`);
  const layout = JSON.stringify({ features: ['value', 'other'], targets: ['value'], horizon: 2 });
  const { textKey, hash } = await writer.finish('numeric', layout);
  store.transaction(() => {
    store.texts.finish(textKey, hash, writer.bytes);
    store.datasets.insert({
      ...{ id: 'table', name: 'table.csv', text_key: textKey, kind: 'numeric', layout, report: null, origin: null },
      ...{ byte_order_mark_removed: 0, created_at: 1 },
    });
  });
  await store.close();
  return dataDir;
}

test('a table of numbers of an older studio is listed, and a forecaster learns from it anew', async () => {
  const host = await openTemporaryHost({ dataDir: await olderFolder() });
  expect(await host.client.datasets.list()).toMatchObject([{ name: 'table.csv', kind: 'numeric' }]);
  const { id: runId } = await host.client.runs.start({
    datasetId: 'table',
    presetId: 'forecaster',
    train: { epochs: 1, maxSteps: 1, batchSize: 4, sequenceLength: 6 },
  });
  const run = await runIn(host, runId, 'finished', 'failed');
  expect(run.error).toBeNull();
  expect(run.model.forecast).toMatchObject({ targets: 1, window: 6 });
});
