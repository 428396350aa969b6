import { expect, test } from 'vitest';
import type { ImportContent } from '../../../src-main/contract/datasets/import-content.ts';
import { openTemporaryHost, runIn, type TemporaryHost } from '../temporary-host.ts';

async function staged({ client }: TemporaryHost, name: string, table: string): Promise<string> {
  const file = new Blob([table]);
  const { importId } = await client.imports.begin({ name, files: [{ path: name, bytes: file.size }] });
  await client.imports.append({ importId, file: 0, content: file });
  return importId;
}

/** Rising and falling sequences of two sensors, a row a step. */
function sequences(count: number, first: number, hasLabels: boolean): string {
  const header = ['device', 'step', 'temperature', 'pressure', ...(hasLabels ? ['kind'] : [])].join(',');
  const rows = Array.from({ length: count }, (_, n) => {
    const isRising = n % 2 === 0;
    return Array.from({ length: 6 + (n % 3) }, (__, step) => {
      const slope = (isRising ? 1 : -1) * (1 + (n % 5) / 5);
      const noise = Math.sin(n * 13 + step * 7) / 3;
      const cells = [`d${first + n}`, step, 20 + slope * step + noise, 1000 - slope * step + noise];
      return [...cells, ...(hasLabels ? [isRising ? 'rising' : 'falling'] : [])].join(',');
    });
  });
  return [header, ...rows.flat()].join('\n');
}

test('a classifier of sequences of numbers is compared with a file of them, and classifies others without labels', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const content: ImportContent = {
    kind: 'labelled-series',
    time: 'step',
    series: 'device',
    read: ['temperature', 'pressure'],
    label: 'kind',
    gaps: null,
    missing: null,
    duplicates: null,
    dateOrder: null,
    zone: null,
    decimal: null,
  };
  const file = new Blob([sequences(60, 0, true)]);
  const dataset = await client.datasets.import({ name: 'devices.csv', file, options: { content } });
  const train = { epochs: 4, seed: 1, batchSize: 8 };
  const { id: runId } = await client.runs.start({ datasetId: dataset.id, presetId: 'series-classifier', train });
  const run = await runIn(host, runId, 'finished', 'failed');
  expect(run.error).toBeNull();

  const importId = await staged(host, 'test.csv', sequences(20, 100, true).replaceAll('d119,', 'x,'));
  const evaluation = await client.evaluations.evaluate({ runId, importId });
  if (evaluation.kind !== 'classes') throw new Error(evaluation.kind);
  expect(evaluation).toMatchObject({ n: 20, leftOut: { unknownLabels: [] } });
  expect(evaluation.perClass.map(({ label, n }) => [label, n])).toEqual([
    ['falling', 10],
    ['rising', 10],
  ]);
  expect(evaluation.accuracy).toBeGreaterThan(0.9);

  const unlabelled = await staged(host, 'unlabelled.csv', sequences(20, 100, false));
  const rows: { text: string | null; label: string; probabilities: number[] }[] = [];
  for await (const some of await client.evaluations.classify({ runId, importId: unlabelled }))
    for (const { text, predicted, probabilities } of some.rows)
      rows.push({ text, label: some.classes[predicted], probabilities });
  expect(rows.map(({ text }) => text)).toEqual(Array.from({ length: 20 }, (_, n) => `d${100 + n}`));
  const right = rows.filter(({ label }, n) => label === (n % 2 === 0 ? 'rising' : 'falling')).length;
  expect(right / 20).toBeCloseTo(evaluation.accuracy, 12);
  for (const { probabilities } of rows) expect(probabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
});
