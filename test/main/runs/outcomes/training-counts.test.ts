import { expect, test } from 'vitest';
import { importFox, openTemporaryHost, runIn, type TemporaryHost } from '../../temporary-host.ts';
import { tinyModel } from '../tiny-model.ts';

type StartInput = Parameters<TemporaryHost['client']['runs']['start']>[0];

const training = { epochs: 2, batchSize: 3, sequenceLength: 7, gradientAccumulation: 2, threads: 1 };

async function importText(host: TemporaryHost, name: string, lines: readonly string[], content?: object) {
  const file = new Blob([lines.join('\n')]);
  const options = content === undefined ? {} : { options: { content } };
  return (await host.client.datasets.import({ name, file, ...options } as never)).id;
}

/** Trains it, and compares what was done with what was promised. */
async function expectPromiseKept(host: TemporaryHost, input: StartInput) {
  const promised = await host.client.runs.countTraining(input);
  const { id } = await host.client.runs.start(input);
  const run = await runIn(host, id, 'finished', 'failed', 'diverged');
  expect(run.error).toBeNull();
  expect(run).toMatchObject({ step: promised.totalSteps, totalSteps: promised.totalSteps });
  const { epochs } = await host.client.runs.metrics({ runId: id, afterStep: 0, maxPoints: 10 });
  expect(epochs.map(({ step }) => step)).toEqual([promised.stepsPerEpoch, promised.totalSteps]);
  const measured = await host.client.runs.breakdown({ runId: id });
  if (measured?.breakdown.kind !== 'classes') return promised;
  const validated = measured.breakdown.confusion.reduce((sum, [, , count]) => sum + count, 0);
  expect(validated).toBe(promised.validationSamples);
  return promised;
}

test('the steps and validation rows that are promised are those that are done, for texts, documents, labels and forecasts', async () => {
  const host = await openTemporaryHost();
  const model = tinyModel;
  await expectPromiseKept(host, { datasetId: await importFox(host), model, train: training });

  const lines = Array.from(
    { length: 40 },
    (_, n) => `{"text":"${'abcdefghij'.slice(0, 1 + ((n * 7) % 10)).repeat(1 + (n % 4))}"}`,
  );
  const documents = await importText(host, 'documents.jsonl', lines);
  await expectPromiseKept(host, { datasetId: documents, model, train: training });

  // Classes of one text hold nothing back, so that fewer rows validate than a tenth of all.
  const rows = Array.from({ length: 97 }, (_, n) => `text ${n},${n % 4 === 0 ? `rare${n}` : 'usual'}`);
  const labelled = await importText(host, 'labels.csv', ['text,label', ...rows]);
  const classified = await expectPromiseKept(host, {
    datasetId: labelled,
    model: {
      task: 'classification',
      input: { kind: 'tokens', vocabularySize: 2 },
      layers: [
        { type: 'embedding', dim: 2 },
        { type: 'simple_rnn', units: 2, returnSequences: false },
        { type: 'dense', units: 2 },
        { type: 'activation', activation: 'softmax' },
      ],
    },
    train: training,
  });
  expect(classified.trainingSamples).toBe(97 - (classified.validationSamples ?? 0));

  const months = Array.from(
    { length: 60 },
    (_, n) => `${2000 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}-01,${Math.sin(n)}`,
  );
  const series = await importText(host, 'months.csv', ['t,value', ...months], {
    kind: 'series',
    time: 't',
    predict: ['value'],
  });
  await expectPromiseKept(host, {
    ...{ datasetId: series, presetId: 'forecaster', horizon: 3 },
    train: { epochs: 2, batchSize: 8, threads: 1, earlyStopping: null },
  });
});

test.each(['a', 'ab'])(
  'a text of “%s” promises nothing: it is refused with what to do, before it starts',
  async (text) => {
    const host = await openTemporaryHost();
    const datasetId = (await host.client.datasets.import({ name: 'short.txt', file: new Blob([text]) })).id;
    const input = { datasetId, presetId: 'char-rnn-s' };
    const refusal = expect.objectContaining({
      data: expect.objectContaining({
        code: 'text-too-short',
        details: { reason: 'tokens', tokens: text.length, needed: expect.any(Number) as number },
      }),
      message: expect.stringContaining('Use a longer text'),
    });
    await expect(host.client.runs.countTraining(input)).rejects.toEqual(refusal);
    await expect(host.client.runs.start(input)).rejects.toEqual(refusal);
    expect(await host.client.runs.list()).toEqual([]);
  },
);
