import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { formatTime } from '../../../src-engine/forecast/time/format-time.ts';
import type { TrainedModel } from '../../../src-engine/interchange/trained-model.ts';
import { pytorchFormat } from '../../../src-main/exports/pytorch/pytorch-format.ts';
import { readOwnWeights } from '../../../src-main/exports/weights/own-weights.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { csvOf, drawTable } from './drawn-table.ts';
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

it.for([
  { name: 'forecaster with a logarithm, a season and a calendar', known: 40, planned: 0 },
  { name: 'forecaster of two columns of two series', known: 20, planned: 5 },
])(
  'predict.py forecasts a table as the studio does, beyond the horizon too: $name',
  async ({ name, known, planned }, { skip }) => {
    if (python === '') skip(noPytorch);
    const trained = preparedModel(name);
    const folder = await projectOf(trained);
    const pieces = drawTable(trained, known, planned);
    writeFileSync(join(folder, 'table.csv'), csvOf(trained, pieces));
    const horizon = 13;
    await runScript(python, folder, ['predict.py', 'table.csv', '--horizon', `${horizon}`, '--out', 'told.csv']);
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
