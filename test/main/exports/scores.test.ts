import { expect, test } from 'vitest';
import { dense, lstm } from '../../../src-engine/models/default-layers.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { openTemporaryHost, runIn } from '../temporary-host.ts';
import { bytesOf, exportRun, importModelFile } from './export-files.ts';

const model: ModelSpec = {
  task: 'classification',
  input: { kind: 'tokens', vocabularySize: 1 },
  layers: [{ type: 'one_hot' }, lstm(4, { returnSequences: false }), dense(2)],
};

test('scores are columns of the table, and go along with a run together with what they came from', async () => {
  const home = await openTemporaryHost();
  const rows = Array.from(
    { length: 40 },
    (_, n) => `${'abc'.charAt(n % 3).repeat(1 + (n % 4))},${n % 3 === 0 ? 'a' : 'other'}`,
  );
  const file = new Blob([['text,label', ...rows].join('\n')]);
  const { id: datasetId } = await home.client.datasets.import({ name: 'letters.csv', file });
  const train = { epochs: 2, batchSize: 8, sequenceLength: 4, validationFraction: 0.3 };
  const { id: runId } = await home.client.runs.start({ datasetId, model, train });
  await runIn(home, runId, 'finished', 'failed');
  const metrics = await home.client.runs.metrics({ runId, afterStep: 0, maxPoints: 100 });

  const text = new TextDecoder().decode(await bytesOf(home, await exportRun(home, { runId, format: 'csv' })));
  const [header = '', ...lines] = text.trimEnd().split('\n');
  const last = lines.at(-1)?.split(',') ?? [];
  const valueOf = (column: string) => Number(last[header.split(',').indexOf(column)]);
  const { f1Macro, recall } = metrics.epochs[1]?.validationScores ?? {};
  expect(f1Macro).toBeGreaterThan(0);
  expect(valueOf('validation_f1_macro')).toBe(f1Macro);
  expect(valueOf('validation_recall')).toBe(recall);

  const elsewhere = await openTemporaryHost();
  const bundle = await exportRun(home, { runId, format: 'kioku', options: { includeText: true } });
  const arrived = await importModelFile(elsewhere, 'letters.kioku', await bytesOf(home, bundle));
  const there = await elsewhere.client.runs.metrics({ runId: arrived.id, afterStep: 0, maxPoints: 100 });
  expect(there.epochs).toEqual(metrics.epochs);
  for (const epoch of [1, 2]) {
    const breakdown = await home.client.runs.breakdown({ runId, epoch });
    expect(breakdown?.breakdown.kind).toBe('classes');
    expect(await elsewhere.client.runs.breakdown({ runId: arrived.id, epoch })).toEqual(breakdown);
  }
});
