import { Tensor } from 'onnxruntime-web';
import { expect, it } from 'vitest';
import type { NumbersDescription } from '../../../src-engine/interchange/numbers/describe-numbers.ts';
import { openOnnx } from '../../../src-main/exports/onnx/run-onnx.ts';
import { openTemporaryHost, runIn, type TemporaryHost } from '../temporary-host.ts';
import { bytesOf, exportRun, importModelFile } from './export-files.ts';
import { readMetadata } from './onnx-metadata.ts';

/** Months from 1991 on that grow and have a season, so that the forecaster reads logarithms and a calendar. */
const months = Array.from({ length: 96 }, (_, n) => ({
  month: `${1991 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}-01`,
  sold: Number((1e6 * 1.02 ** n * (1 + 0.3 * Math.sin((2 * Math.PI * n) / 12)) + 9e3 * Math.sin(n * n)).toFixed(2)),
}));

async function trainedForecaster(host: TemporaryHost): Promise<string> {
  const table = ['month,sold', ...months.map(({ month, sold }) => `${month},${sold}`)].join('\n');
  const content = { kind: 'series' as const, time: 'month', predict: ['sold'] };
  const dataset = await host.client.datasets.import({
    name: 'sold.csv',
    file: new Blob([table]),
    options: { content },
  });
  const train = { epochs: 2, seed: 1, threads: 1 };
  const { id } = await host.client.runs.start({ datasetId: dataset.id, presetId: 'forecaster', horizon: 6, train });
  expect((await runIn(host, id, 'finished', 'failed')).error).toBeNull();
  return id;
}

it('an ONNX file takes the raw rows of the table and tells what the studio forecasts, and so does another studio with the bundle', async () => {
  const host = await openTemporaryHost();
  const runId = await trainedForecaster(host);
  const exported = await exportRun(host, { runId, format: 'onnx' });
  expect(exported.certificate).toMatchObject({ verdict: 'passed', isRelative: true, lacks: null });
  const bytes = await bytesOf(host, exported);
  const description = JSON.parse(readMetadata(bytes).get('kioku.forecast') ?? '') as NumbersDescription;
  if (description.kind !== 'forecast') throw new Error('It is no forecaster.');
  expect(description).toMatchObject({ columns: [{ name: 'sold' }], predicted: ['sold'], horizon: 6 });

  const session = await openOnnx(bytes);
  const { window } = description;
  const last = months.slice(-window);
  const feeds: Record<string, Tensor> = {
    values: new Tensor(
      'float32',
      Float32Array.from(last, ({ sold }) => sold),
      [1, window, 1],
    ),
    time: new Tensor(
      'float64',
      Float64Array.from(last, ({ month }) => Date.parse(month) / 1000),
      [1, window],
    ),
  };
  const wanted = session.inputNames.map((name) => [name, feeds[name]]);
  const told = await session.run(Object.fromEntries(wanted) as Record<string, Tensor>);
  const { forecasts } = await host.client.forecasts.forecast({ runId });
  const [{ points }] = forecasts;
  expect(points).toHaveLength(6);
  points.forEach(({ value, low, high }, step) => {
    const of = (name: string) => Number(told[name].data[step]);
    expect(of('value') / value).toBeCloseTo(1, 5);
    expect(of('low') / (low ?? NaN)).toBeCloseTo(1, 5);
    expect(of('high') / (high ?? NaN)).toBeCloseTo(1, 5);
  });
  await expect(
    session.run({ ...feeds, values: new Tensor('float32', new Float32Array(window - 1), [1, window - 1, 1]) }),
  ).rejects.toThrow(/values.*Expected: \d+|Got invalid dimensions/s);

  // The file brings an example along.
  const example = JSON.parse(readMetadata(bytes).get('kioku.example') ?? '') as {
    inputs: Record<string, number[][]>;
    outputs: Record<string, number[][][]>;
  };
  const again = await session.run(
    Object.fromEntries(
      session.inputNames.map((name) => {
        const given = example.inputs[name].flat(3);
        const { dims, type } = feeds[name];
        const values = type === 'float64' ? Float64Array.from(given) : Float32Array.from(given);
        return [name, new Tensor(values, dims)];
      }),
    ),
  );
  example.outputs['value']
    .flat(3)
    .forEach((value, n) => expect(Number(again['value'].data[n]) / value).toBeCloseTo(1, 5));
  await session.release();

  const bundle = await exportRun(host, { runId, format: 'kioku', options: { includeText: true } });
  const here = await host.client.forecasts.forecast({ runId, horizon: 9 });
  const there = await openTemporaryHost();
  const run = await importModelFile(there, 'sold.kioku', (await bytesOf(host, bundle)) as Uint8Array<ArrayBuffer>);
  const elsewhere = await there.client.forecasts.forecast({ runId: run.id, horizon: 9 });
  expect(elsewhere.forecasts).toEqual(here.forecasts);
});
