import { expect, test } from 'vitest';
import { bytesOf, exportRun, importModelFile } from '../exports/export-files.ts';
import { openTemporaryHost, runIn } from '../temporary-host.ts';
import type { TemporaryHost } from '../temporary-host.ts';

/** Months from 2000 on with a season, and a plan that adds 20. */
const months = Array.from({ length: 96 }, (_, n) => {
  const plan = Number(n % 5 === 0);
  const value = 100 + 30 * Math.sin((2 * Math.PI * n) / 12) + 20 * plan + Math.sin(n * n);
  return `${2000 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}-01,${value.toFixed(3)},${plan}`;
});

async function importMonths({ client }: TemporaryHost): Promise<string> {
  const file = new Blob([['t,value,plan', ...months].join('\n')]);
  const content = { kind: 'series' as const, time: 't', predict: ['value'], knownAhead: ['plan'] };
  return (await client.datasets.import({ name: 'months.csv', file, options: { content } })).id;
}

const start = (host: TemporaryHost, datasetId: string, train: object = {}) =>
  host.client.runs.start({
    ...{ datasetId, presetId: 'forecaster', horizon: 6 },
    train: { epochs: 4, threads: 1, earlyStopping: null, ...train },
  });

async function figuresOf(host: TemporaryHost, runId: string) {
  const { epochs } = await host.client.runs.metrics({ runId, afterStep: 0, maxPoints: 10 });
  return epochs.map(({ trainLoss, validationLoss, validationScores }) => [trainLoss, validationLoss, validationScores]);
}

test('a forecaster becomes as large as the table asks, and learns the same from the same seed, also in two parts', async () => {
  const host = await openTemporaryHost();
  const datasetId = await importMonths(host);
  const whole = await start(host, datasetId);
  const run = await runIn(host, whole.id, 'finished', 'failed');
  expect(run.error).toBeNull();
  await expect(host.client.insight.attribution({ runId: run.id, text: 'May' })).rejects.toMatchObject({
    data: { details: { reason: 'predicts-numbers' } },
  });
  // 6 steps of three quantiles.
  expect(run.model.layers.at(-1)).toMatchObject({ type: 'dense', units: 18 });
  expect(run.model.forecast).toMatchObject({ horizon: 6, targets: 1, head: { levels: [0.1, 0.5, 0.9] } });
  const scores = (await figuresOf(host, whole.id)).at(-1)?.[2];
  expect(scores).toEqual({
    mae: expect.any(Number),
    rmse: expect.any(Number),
    r2: expect.any(Number),
    mase: expect.any(Number),
  });

  const again = await start(host, datasetId);
  await runIn(host, again.id, 'finished', 'failed');
  expect(await figuresOf(host, again.id)).toEqual(await figuresOf(host, whole.id));
  const other = await start(host, datasetId, { seed: 2 });
  await runIn(host, other.id, 'finished', 'failed');
  expect(await figuresOf(host, other.id)).not.toEqual(await figuresOf(host, whole.id));

  const short = await start(host, datasetId, { epochs: 2 });
  await runIn(host, short.id, 'finished', 'failed');
  await host.client.runs.extend({ runId: short.id, epochs: 2 });
  await runIn(host, short.id, 'finished', 'failed');
  expect(await figuresOf(host, short.id)).toEqual(await figuresOf(host, whole.id));
});

test('those who watch see after each epoch what it says of the rows that are held back, and a branch goes on with its preparation', async () => {
  const host = await openTemporaryHost();
  const { id: runId } = await start(host, await importMonths(host));
  const told: { epoch: number; value: number[]; actual: number[]; time: number[] }[] = [];
  for await (const { run, forecast } of await host.client.runs.watch({ runId })) {
    if (forecast !== undefined) told.push(forecast);
    if (run.state === 'finished' || run.state === 'failed') break;
  }
  expect(told.at(-1)).toMatchObject({ epoch: 4, column: 'value', series: null });
  const { time = [], actual = [], value = [] } = told.at(-1) ?? {};
  expect(time.at(-1)).toBe(Date.UTC(2007, 11));
  expect(actual).toEqual(months.slice(-6).map((row) => Number(row.split(',')[1])));
  expect(value).toHaveLength(6);

  const preparation = await host.client.forecasts.preparation({ runId });
  expect(preparation).toMatchObject({ horizon: 6, season: 12, targets: ['value'] });
  expect(preparation?.reasons.map(({ code }) => code)).toContain('bands-calibrated');
  const checkpoint = (await host.client.runs.checkpoints({ runId })).at(-1);
  const branch = await host.client.runs.branch({ checkpointId: checkpoint?.id ?? '', train: { epochs: 5 } });
  const gone = await runIn(host, branch.id, 'finished', 'failed');
  expect(gone.error).toBeNull();
  expect(await host.client.forecasts.preparation({ runId: branch.id })).toMatchObject({ horizon: 6, season: 12 });
});

test('what was learnt goes on with another table that has the same columns, and one without them is refused', async () => {
  const host = await openTemporaryHost();
  const { id: runId } = await start(host, await importMonths(host), { epochs: 1 });
  await runIn(host, runId, 'finished', 'failed');
  const checkpoint = (await host.client.runs.checkpoints({ runId })).at(-1);
  const importOther = async (header: string) => {
    const rows = months.map((row) => row.split(',')).map(([t, value, plan]) => `${plan},${t},${Number(value) / 2}`);
    const content = {
      kind: 'series' as const,
      time: 't',
      predict: ['value'],
      knownAhead: [header.split(',')[0] ?? ''],
    };
    const file = new Blob([[header, ...rows].join('\n')]);
    return (await host.client.datasets.import({ name: 'other.csv', file, options: { content } })).id;
  };
  const checkpointId = checkpoint?.id ?? '';
  const other = await host.client.runs.trainOnDataset({
    ...{ checkpointId, datasetId: await importOther('plan,t,value') },
    train: { epochs: 1, earlyStopping: null },
  });
  expect((await runIn(host, other.id, 'finished', 'failed')).error).toBeNull();
  const { problems } = await host.client.runs.checkDataset({
    checkpointId,
    datasetId: await importOther('promotion,t,value'),
  });
  expect(problems).toMatchObject([{ code: 'features-differ', values: { expected: 2, found: 1 } }]);
});

test('in a bundle a forecaster takes its preparation along, and forecasts elsewhere what it forecasts here', async () => {
  const home = await openTemporaryHost();
  const { id: runId } = await start(home, await importMonths(home), { epochs: 2 });
  await runIn(home, runId, 'finished', 'failed');
  const exported = await exportRun(home, { runId, format: 'kioku', options: { includeText: true } });
  const elsewhere = await openTemporaryHost();
  const arrived = await importModelFile(elsewhere, 'months.kioku', await bytesOf(home, exported));
  const asked = { horizon: 9 };
  const here = await home.client.forecasts.forecast({ runId, ...asked });
  expect(here.forecasts[0]?.points).toHaveLength(9);
  expect(await elsewhere.client.forecasts.forecast({ runId: arrived.id, ...asked })).toEqual(here);
  await elsewhere.client.runs.extend({ runId: arrived.id, epochs: 1 });
  await home.client.runs.extend({ runId, epochs: 1 });
  await Promise.all([runIn(elsewhere, arrived.id, 'finished', 'failed'), runIn(home, runId, 'finished', 'failed')]);
  expect(await figuresOf(elsewhere, arrived.id)).toEqual(await figuresOf(home, runId));
});
