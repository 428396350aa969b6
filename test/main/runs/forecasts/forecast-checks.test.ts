import { expect, test } from 'vitest';
import type { ImportContent } from '../../../../src-main/contract/datasets/import-content.ts';
import { learntRows } from '../../../../src-main/runs/forecasts/learnt-rows.ts';
import { openTemporaryHost, runIn } from '../../temporary-host.ts';

const sites = ['Hof', 'Ulm'];
const dateOf = (day: number) => new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10);
const flow = (day: number, site: number) => 30 * (site + 1) + [0, 4, 9, 2, -3, -7, -4][day % 7] + Math.sin(day * day);

/** Days of both sites from one to before another; on one of them the second site has a value out of all bounds. */
function tableOf(from: number, to: number, broken: number): string {
  const rows = sites.flatMap((site, n) =>
    Array.from({ length: to - from }, (_, row) => {
      const day = from + row;
      return `${dateOf(day)},${site},${flow(day, n) + (day === broken && n === 1 ? 80 : 0)}`;
    }),
  );
  return ['day,site,flow', ...rows].join('\n');
}

async function lastOf<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of stream) all.push(each);
  return all;
}

test('a forecaster of several series is compared and looked through, also with new rows; leaving it cancels', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const content = { kind: 'series', time: 'day', series: 'site', predict: ['flow'] } as unknown as ImportContent;
  const file = new Blob([tableOf(0, 150, 140)]);
  const { id: datasetId } = await client.datasets.import({ name: 'flow.csv', file, options: { content } });
  const train = { epochs: 2, seed: 1, validationFraction: 0.2 };
  const { id: runId } = await client.runs.start({ datasetId, presetId: 'anomalies', train });
  expect((await runIn(host, runId, 'finished', 'failed')).error).toBeNull();

  const updates = await lastOf(await client.forecasts.backtest({ runId, origins: 2, horizon: 3 }));
  const last = updates.at(-1)!;
  if (last.type !== 'backtest') throw new Error('The result comes last.');
  expect(updates.slice(0, -1).every(({ type }) => type === 'progress')).toBe(true);
  const { backtest } = last;
  expect(backtest).toMatchObject({ horizon: 3, season: 7, seriesUsed: 2, seriesTotal: 2 });
  expect(backtest.origins.map(({ series, row, time }) => [series, row, time])).toEqual(
    sites.flatMap((site) => [120, 147].map((row) => [site, row, dateOf(row)])),
  );
  expect(backtest.forecasts[3].times).toEqual([147, 148, 149].map(dateOf));
  expect(backtest.forecasts[3].actual).toEqual([147, 148, 149].map((day) => flow(day, 1)));
  const smallest = Math.min(...backtest.methods.slice(1).map(({ scores }) => scores.mase!));
  const isBetter = smallest < backtest.methods[0].scores.mase!;
  expect(backtest.simpleIsBetter === null).toBe(!isBetter);

  const found = (await lastOf(await client.forecasts.anomalies({ runId, falseAlarms: 0.02 }))).at(-1)!;
  if (found.type !== 'anomalies') throw new Error('The result comes last.');
  const planted = found.anomalies.anomalies.find(({ row }) => row === 140)!;
  expect(planted).toMatchObject({ series: 'Ulm', column: 'flow', time: dateOf(140), value: flow(140, 1) + 80 });
  expect(planted.high).toBeLessThan(planted.value);

  // New rows were never learnt, and are looked at after those of the training.
  const name = 'later.csv';
  const later = new Blob([tableOf(150, 170, 160)]);
  const { importId } = await client.imports.begin({ name, files: [{ path: name, bytes: later.size }] });
  await client.imports.append({ importId, file: 0, content: later });
  const more = (await lastOf(await client.forecasts.anomalies({ runId, importId, falseAlarms: 0.02 }))).at(-1)!;
  if (more.type !== 'anomalies') throw new Error('The result comes last.');
  expect(more.anomalies.looked).toBe(found.anomalies.looked + 40);
  expect(more.anomalies.anomalies).toContainEqual(expect.objectContaining({ series: 'Ulm', row: 160 }));

  // Whoever leaves the stream has the engine for other questions at once.
  for await (const { type } of await client.forecasts.backtest({ runId, origins: 50 })) {
    expect(type).toBe('progress');
    break;
  }
  await expect(client.forecasts.forecast({ runId })).resolves.toMatchObject({ trainedHorizon: 1 });
});

test('rows are learnt by series, and new ones never', () => {
  const piece = (series: string, known: number) => {
    const values = [new Float64Array(known)];
    return { series, rows: known, known, time: new Float64Array(known), values };
  };
  const own = [piece('a', 60), piece('a', 40), piece('b', 50)];
  const pieces = [own[0], piece('a', 55), own[2], piece('b', 10)];
  expect(learntRows({ own, pieces }, { fraction: 0.2, horizon: 5 })).toEqual([60, 20, 40, 0]);
  expect(learntRows({ own: [], pieces }, { fraction: 0.2, horizon: 5 })).toEqual([0, 0, 0, 0]);
});
