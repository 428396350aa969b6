import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { foreignWeights } from '../../foreign-weights.ts';
import { endRunning, jsonLines, kioku } from './spawn-cli.ts';
import { trainedHome } from './trained-home.ts';

afterEach(endRunning);

test('kioku import turns a tensor over where --map says so, and the network writes what it wrote before', async () => {
  const { at, home } = await trainedHome();
  const written = ['--run', 'last', '--format', 'safetensors', '--out', at('own.safetensors')];
  expect(await kioku('export', ...written, ...home)).toMatchObject({ code: 0 });
  const { bytes, vocabulary } = foreignWeights(readFileSync(at('own.safetensors')), true);
  writeFileSync(at('rnn.safetensors'), bytes);
  writeFileSync(at('chars.json'), JSON.stringify(vocabulary));

  const elsewhere = ['--data-dir', at('elsewhere')];
  const bring = (...options: string[]) =>
    kioku('import', at('rnn.safetensors'), '--vocabulary', at('chars.json'), ...options, ...elsewhere);
  const asItLies = await bring('--map', 'output=projection');
  expect(asItLies).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('projection is 128 × 29, and output has to be'),
  });
  const inspected = await bring('--map', 'output=projection.T', '--inspect');
  const [inspection] = jsonLines(inspected.stdout) as { problems: unknown[]; slots: { id: string }[] }[];
  expect(inspection?.problems).toEqual([]);
  expect(inspection?.slots.find(({ id }) => id === 'output')).toMatchObject({ tensor: 'projection', transposed: true });
  expect(await bring('--map', 'output=projection.T')).toMatchObject({ code: 0 });
  const write = (place: string[]) =>
    kioku('generate', '--run', 'last', '--prompt', 'the', '--length', '60', '--seed', '1', ...place);
  const [here, there] = await Promise.all([write(home), write(elsewhere)]);
  expect(there.stdout).toBe(here.stdout);
  expect(here.stdout.length).toBeGreaterThan(50);
});
