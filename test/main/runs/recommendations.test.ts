import { expect, test } from 'vitest';
import { importFox, openTemporaryHost, runIn } from '../temporary-host.ts';
import { finalParameters } from './final-parameters.ts';

test('what is recommended for a time is stored with the run, which can be repeated to the same bits', async () => {
  const host = await openTemporaryHost();
  const datasetId = await importFox(host);
  const budget = { kind: 'time', seconds: 5 } as const;
  const { tokenizer, model, training, steps, stepsPerEpoch, parameters, seconds, reasons } =
    await host.client.runs.recommend({ datasetId, budget });
  expect(seconds).toBeLessThan(6);
  expect(steps).toBeLessThanOrEqual(training.epochs * stepsPerEpoch);
  expect(reasons.map(({ key }) => key)).toEqual(expect.arrayContaining(['rate', 'small-batches', 'schedule']));
  // The test need not take the whole time: the schedule is still that of the budget's steps.
  const train = { ...training, epochs: 1, maxSteps: null };
  const start = () => host.client.runs.start({ datasetId, tokenizer, model, train });
  const runs = [await start(), await start()];
  for (const run of runs) {
    expect(run.parameterCount).toBe(parameters);
    expect(run.train).toEqual(train);
    await runIn(host, run.id, 'finished', 'failed');
  }
  const [first, second] = runs.map(({ id }) => finalParameters(host.dataDir, id));
  expect(first?.length).toBeGreaterThan(0);
  expect(second).toEqual(first);
  const time = await host.client.runs.estimateTime({ datasetId, tokenizer, model, train });
  expect(time).toMatchObject({ steps: stepsPerEpoch, stepsPerEpoch, parameters });
});

test('whoever leaves while a training is measured is waited for by nobody, and nothing of it is in the log', async () => {
  const host = await openTemporaryHost();
  const datasetId = await importFox(host);
  const budget = { kind: 'time', seconds: 3600 } as const;
  const left = new AbortController();
  const asked = [
    host.client.runs.recommend({ datasetId, budget }, { signal: left.signal }),
    host.client.runs.recommend({ datasetId, budget, presetId: 'char-rnn-s' }, { signal: left.signal }),
    host.client.runs.estimateTime({ datasetId, presetId: 'char-rnn-s' }, { signal: left.signal }),
    host.client.runs.countTraining({ datasetId, presetId: 'char-rnn-s' }, { signal: left.signal }),
  ];
  const answers = Promise.allSettled(asked);
  left.abort();
  await host.close();
  expect((await answers).map(({ status }) => status)).toEqual(asked.map(() => 'rejected'));
  expect(host.logged).toEqual([]);
});

test('labelled texts get their template, with epochs for the time and an end when nothing improves', async () => {
  const host = await openTemporaryHost();
  const rows = Array.from({ length: 60 }, (_, n) => (n % 2 === 0 ? 'good and fine,yes' : 'bad and sad,no'));
  const file = new Blob([['text,label', ...rows].join('\n')]);
  const { id: datasetId } = await host.client.datasets.import({ name: 'moods.csv', file });
  const recommended = await host.client.runs.recommend({ datasetId, budget: { kind: 'time', seconds: 60 } });
  expect(recommended).toMatchObject({
    presetId: 'bi-lstm-classifier',
    training: { earlyStopping: { restoreBest: true } },
  });
  // A person's own decisions win.
  const asked = { datasetId, budget: { kind: 'as-long-as-it-learns' } as const, train: { epochs: 3, batchSize: 7 } };
  expect((await host.client.runs.recommend(asked)).training).toMatchObject({ epochs: 3, batchSize: 7, maxSteps: null });
});
