import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import type { SeriesRows } from '../../../src-engine/forecast/rows/series-rows.ts';
import { formatTime } from '../../../src-engine/forecast/time/format-time.ts';
import { nextTimes } from '../../../src-engine/forecast/time/next-times.ts';
import type { TrainedModel } from '../../../src-engine/interchange/trained-model.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import { pytorchFormat } from '../../../src-main/exports/pytorch/pytorch-format.ts';
import { readOwnWeights } from '../../../src-main/exports/weights/own-weights.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { preparedModel } from './prepared-models.ts';
import { pythonWith, runScript } from './python-project.ts';
import { studioForecast } from './studio-forecast.ts';

const python = pythonWith('torch') ?? '';
const noPytorch = 'No Python here has PyTorch.';

async function projectOf(trained: TrainedModel): Promise<string> {
  const folder = temporaryFolder();
  for (const { path, bytes } of await pytorchFormat.write(trained, { precision: 'float32' })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}

/** Rows of each series as they could be in the table, in its units; the last `planned` have values of known-ahead columns only. */
function drawTable({ preparation }: TrainedModel, known: number, planned: number): SeriesRows[] {
  if (preparation?.kind !== 'forecast') throw new Error('This network forecasts nothing.');
  const { columns, series, time } = preparation;
  const rows = known + planned;
  const times = time === null ? [] : [time.origin, ...nextTimes({ axis: time, last: time.origin, count: rows - 1 })];
  return series.map(({ name, scales }, n) => {
    const random = createStream(3, 'table', n);
    const values = columns.map(({ categories, log, role }, column) =>
      Float64Array.from({ length: rows }, (_, row) => {
        const normal = random.normal();
        if (row >= known && role !== 'known-ahead') return NaN;
        if (categories !== null) return Math.abs(Math.round(normal * 10)) % categories.length;
        const z = scales[column].mean + scales[column].deviation * normal;
        return Number((log === null ? z : Math.exp(z) - log.shift).toPrecision(9));
      }),
    );
    const counted = Float64Array.from({ length: rows }, (_, row) => times[row] ?? row);
    return { series: name, rows, known, time: counted, values };
  });
}

/** A table with a semicolon between its cells, and decimal commas. */
function csvOf({ preparation }: TrainedModel, pieces: readonly SeriesRows[]): string {
  if (preparation?.kind !== 'forecast') throw new Error('This network forecasts nothing.');
  const { columns, time } = preparation;
  const cell = (value: number, categories: string[] | null) =>
    Number.isNaN(value) ? '' : (categories?.[value] ?? String(value).replace('.', ','));
  const lines = pieces.flatMap(({ series, rows, time: times, values }) =>
    Array.from({ length: rows }, (_, row) => [
      series === null ? '' : `"${series.replaceAll('"', '""')}"`,
      String(time === null ? row : formatTime(time, times[row])),
      ...columns.map(({ categories }, column) => cell(values[column][row], categories)),
    ]),
  );
  const header = ['shop', time?.name ?? 'row', ...columns.map(({ name }) => name)];
  return [header, ...lines].map((cells) => `${cells.join(';')}\n`).join('');
}

it.for([
  ['forecaster with a logarithm, a season and a calendar', 40, 0, []],
  ['forecaster of two columns of two series', 20, 5, ['--series', 'shop']],
] as const)(
  'predict.py forecasts a table as the studio does, beyond the horizon too: $0',
  async ([name, known, planned, options], { skip }) => {
    if (python === '') return skip(noPytorch);
    const trained = preparedModel(name);
    const folder = await projectOf(trained);
    const pieces = drawTable(trained, known, planned);
    writeFileSync(join(folder, 'table.csv'), csvOf(trained, pieces));
    const horizon = 13;
    await runScript(python, folder, [
      'predict.py',
      'table.csv',
      '--horizon',
      `${horizon}`,
      '--out',
      'told.csv',
      ...options,
    ]);
    const [header, ...lines] = readFileSync(join(folder, 'told.csv'), 'utf8').trim().split('\n');
    expect(header.split(',').slice(-4)).toEqual(['time', 'value', 'low', 'high']);
    const told = lines.map((line) => line.split(',').slice(-4));

    const { preparation } = trained;
    if (preparation?.kind !== 'forecast') throw new Error('This network forecasts nothing.');
    const targets = preparation.targets.length;
    const forecasts = await studioForecast(trained, pieces, horizon);
    const expected = forecasts.flatMap(({ time, quantiles }) =>
      Array.from({ length: targets }, (_, target) =>
        Array.from({ length: horizon }, (__, step) => ({
          time: formatTime(preparation.time, time[step]),
          quantiles: quantiles.subarray((step * targets + target) * 3, (step * targets + target) * 3 + 3),
        })),
      ).flat(),
    );
    expect(told).toHaveLength(expected.length);
    expected.forEach(({ time, quantiles: [low, median, high] }, n) => {
      expect(told[n][0]).toBe(String(time));
      [median, low, high].forEach((value, place) => expect(Number(told[n][place + 1]) / value).toBeCloseTo(1, 5));
    });
  },
  60_000,
);

it('train.py goes on with a table, and predict.py and the studio take what it saves', async ({ skip }) => {
  if (python === '') return skip(noPytorch);
  const trained = preparedModel('forecaster with a logarithm, a season and a calendar');
  const folder = await projectOf(trained);
  writeFileSync(join(folder, 'table.csv'), csvOf(trained, drawTable(trained, 80, 0)));
  const printed = await runScript(python, folder, ['train.py', 'table.csv', '--epochs', '3']);
  const losses = [...printed.matchAll(/training loss ([\d.]+)/g)].map(([, loss]) => Number(loss));
  expect(losses).toHaveLength(3);
  expect(losses[2]).toBeLessThan(losses[0]);
  const again = readOwnWeights(new Uint8Array(readFileSync(join(folder, 'continued', 'model.safetensors'))));
  expect(again.preparation).toEqual(trained.preparation);
  expect(again.step).toBeGreaterThan(trained.step);
  const told = await runScript(python, folder, ['predict.py', 'table.csv', '--network', 'continued']);
  expect(told.trim().split('\n')).toHaveLength(6);
}, 60_000);
