import { expect, test } from 'vitest';
import { dense, lstm } from '../../../../src-engine/models/default-layers.ts';
import { defaultTraining } from '../../../../src-engine/models/presets.ts';
import type { ModelSpec } from '../../../../src-engine/spec/model-spec.ts';
import { ContentWriter } from '../../../../src-main/datasets/content/content-writer.ts';
import { openStore } from '../../../../src-main/db/open-store.ts';
import { refusalOf } from '../../datasets/studio-error.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { openTemporaryHost, runIn, type TemporaryHost } from '../../temporary-host.ts';

const rows = 90;
const ahead = 3;
const valueAt = (n: number) => 500 + 40 * Math.sin(n / 4) + n;
const otherAt = (n: number) => Math.cos(n / 5);
const table = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => `${valueAt(from + n)},${otherAt(from + n)}\n`).join('');

/** A data folder with a run as an older studio has stored it: no preparation, and a table whose columns only its layout names. */
async function olderRun(features: string[], isMissing = false): Promise<TemporaryHost> {
  const dataDir = temporaryFolder();
  const store = await openStore(dataDir);
  const layout = JSON.stringify({ features, targets: ['value'], horizon: ahead });
  const writer = new ContentWriter(store);
  await writer.write(`value,other\n${table(0, rows)}`);
  const { textKey, hash } = await writer.finish('numeric', layout);
  const model: ModelSpec = {
    task: 'regression',
    input: { kind: 'features', size: features.length },
    layers: [lstm(6, { returnSequences: false }), dense(1)],
  };
  const train = {
    ...defaultTraining('regression'),
    epochs: 2,
    sequenceLength: 8,
    batchSize: 8,
    seed: 1,
    validationFraction: 0.2,
  };
  store.transaction(() => {
    store.texts.finish(textKey, hash, writer.bytes);
    const dataset = {
      id: 'table',
      name: 'table.csv',
      text_key: textKey,
      kind: 'numeric' as const,
      layout,
      report: null,
      origin: null,
    };
    const described = { ...dataset, byte_order_mark_removed: 0 as const, created_at: 1 };
    if (isMissing) store.datasets.insertMissing(described);
    else store.datasets.insert(described);
    const spec = { type: 'character' as const, minimumFrequency: 1 };
    const tokenizer = { spec, vocabulary: ['1'], unknownId: null, merges: [] };
    const analysis = { tokenizer, tokenCount: 0, vocabularySize: 0, topFrequencies: [] };
    store.runs.insert({
      id: 'older',
      name: 'Older',
      dataset_key: store.datasets.get('table')!.key,
      analysis_key: store.analyses.insert(textKey, analysis),
      preset_id: null,
      model: JSON.stringify(model),
      train: JSON.stringify(train),
      preparation: null,
      parameter_count: 10,
      parent: null,
      created_at: 1,
    });
  });
  await store.close();
  return openTemporaryHost({ dataDir, role: isMissing ? 'command' : 'server' });
}

test('a run of an older studio forecasts in real units by the scaling of its dataset, as far as it can', async () => {
  const host = await olderRun(['value', 'other']);
  const { client } = host;
  const runId = 'older';
  expect((await runIn(host, runId, 'finished', 'failed')).error).toBeNull();
  const { epochs } = await client.runs.metrics({ runId, afterStep: 0, maxPoints: 100 });
  const last = epochs.at(-1);
  const checkpoint = (await client.runs.checkpoints({ runId })).find(({ step }) => step === last?.step);
  const checkpointId = checkpoint?.id ?? null;

  // One forecast of each row that was held back, as the training has measured them.
  const training = Math.floor(rows * 0.8);
  const errors: number[] = [];
  for (let origin = training; origin < rows; origin++) {
    const { forecasts, trainedHorizon, band } = await client.forecasts.forecast({
      runId,
      checkpointId,
      origin,
      horizon: 1,
    });
    expect({ trainedHorizon, band }).toEqual({ trainedHorizon: ahead, band: null });
    const [point] = forecasts[0].points;
    expect(point).toMatchObject({ time: origin, low: null, high: null });
    errors.push(Math.abs(point.value - valueAt(origin)));
  }
  expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeCloseTo(
    last?.validationScores.mae ?? NaN,
    3,
  );

  const { forecasts } = await client.forecasts.forecast({ runId });
  expect(forecasts[0].points.map(({ time }) => time)).toEqual([rows, rows + 1, rows + 2]);
  expect((await refusalOf(client.forecasts.forecast({ runId, horizon: 4 }))).message).toBe(
    'This network reads columns that it does not forecast, so that it can tell 3 rows, not 4.',
  );

  // New rows of the table, whose columns no report names.
  const file = new Blob([`other,value\n${table(rows, rows + 5).replaceAll(/(.*),(.*)/g, '$2,$1')}`]);
  const { importId } = await client.imports.begin({ name: 'new.csv', files: [{ path: 'new.csv', bytes: file.size }] });
  await client.imports.append({ importId, file: 0, content: file });
  const evaluation = await client.evaluations.evaluate({ runId, importId });
  expect(evaluation).toMatchObject({ kind: 'values', n: 5, onlyRead: 0, coverage: null });
  expect(await client.forecasts.history({ runId, importId })).toMatchObject({
    newFrom: rows,
    pieces: [{ rows: rows + 5 }],
  });
});

test('a run of an older studio that reads nothing but what it forecasts goes on as long as one likes', async () => {
  const host = await olderRun(['value']);
  await runIn(host, 'older', 'finished', 'failed');
  const { forecasts } = await host.client.forecasts.forecast({ runId: 'older', horizon: 12 });
  expect(forecasts[0].points).toHaveLength(12);
  for (const { value } of forecasts[0].points) expect(value).toBeGreaterThan(300);
});

test('a run of an older studio whose dataset is gone says what cannot be done, and why', async () => {
  const { client } = await olderRun(['value'], true);
  const { code, message } = await refusalOf(client.forecasts.forecast({ runId: 'older' }));
  expect(code).toBe('invalid-data');
  expect(message).toMatch(
    /left its scaling in the dataset “table.csv”, which is not here.*cannot forecast.*Import that dataset again/,
  );
});
