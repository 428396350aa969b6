import { expect, test } from 'vitest';
import { stepInsight } from '../../../src-main/contract/insight-records.ts';
import { importFox, openTemporaryHost, runIn } from '../temporary-host.ts';
import { tinyModel } from './tiny-model.ts';

test('looks keep the loss, the units and now and then the parabola, and at the end the gradient by lag', async () => {
  const { client, ...host } = await openTemporaryHost();
  const datasetId = await importFox({ ...host, client });
  const train = { epochs: 100, maxSteps: 60, batchSize: 4, sequenceLength: 10, seed: 3 };
  const { id: runId } = await client.runs.start({ datasetId, model: tinyModel, train });
  await runIn({ client }, runId, 'finished');
  const looks = await client.insight.steps({ runId, afterStep: 0 });
  const { steps } = await client.runs.metrics({ runId, afterStep: 0, maxPoints: 1000 });
  for (const { step, loss, units } of looks) {
    expect(loss).toBe(steps.find((each) => each.step === step)?.loss);
    expect(units).toEqual([{ layer: '1', activation: 'tanh', units: 8, dead: 0, alwaysOn: expect.any(Number) }]);
  }
  const measured = looks.filter(({ parabola }) => parabola !== null);
  expect(measured.length).toBeGreaterThan(1);
  expect(measured.length).toBeLessThan(looks.length);
  for (const { parabola } of measured) expect(parabola?.slopeBefore).toBeLessThan(0);
  const last = looks.at(-1);
  expect(last).toMatchObject({ step: 60, parabola: expect.any(Object) });
  expect(last?.gradientByLag).toEqual([
    { loop: '1', state: 'h', lags: [...Array(10).keys()], shares: expect.any(Array), span: null },
  ]);
  expect(looks.slice(0, -1).every(({ gradientByLag }) => gradientByLag === null)).toBe(true);
});

test('steps of forecasters and of classifiers of texts of all lengths have their parabola too', async () => {
  const { client } = await openTemporaryHost();
  const rows = Array.from({ length: 80 }, (_, n) => `${n},${Math.sin(n / 3)}`).join('\n');
  const table = await client.datasets.import({ name: 'waves.csv', file: new Blob([`t,value\n${rows}\n`]) });
  const texts = Array.from({ length: 40 }, (_, n) => `${'word '.repeat(1 + (n % 5))}${n},${n % 2 === 0 ? 'a' : 'b'}`);
  const labelled = await client.datasets.import({
    name: 'texts.csv',
    file: new Blob([`text,label\n${texts.join('\n')}\n`]),
  });
  const tokenizer = { type: 'word' as const, locale: 'en', minimumFrequency: 1 };
  const train = { epochs: 50, maxSteps: 9, batchSize: 8 };
  const runs = [
    { datasetId: table.id, presetId: 'forecaster', window: 8, horizon: 4, train },
    { datasetId: labelled.id, tokenizer, presetId: 'bi-lstm-classifier', train },
  ];
  for (const run of runs) {
    const { id: runId } = await client.runs.start(run);
    await runIn({ client }, runId, 'finished');
    const last = (await client.insight.steps({ runId, afterStep: 0 })).at(-1);
    expect(last?.parabola?.slopeBefore).toBeLessThan(0);
    expect(last?.gradientByLag?.length).toBeGreaterThan(0);
    const found = [];
    for await (const update of await client.runs.findLearningRate({ of: 'run', runId })) found.push(update);
    expect(found.at(-1)).toMatchObject({ type: 'found' });
  }
});

test('looks that were stored before there was so much in them are read as they are', () => {
  const older = { step: 8, updates: [], saturation: [] };
  expect(stepInsight.parse(older)).toEqual(older);
});
