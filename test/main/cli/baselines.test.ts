import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { babble } from '../runs/measurements/babble.ts';
import { endRunning, jsonLines, kioku } from './spawn-cli.ts';

afterEach(endRunning);

test('a run is shown beside n-gram models of its data, in units that do not depend on the tokens, and tells what it has copied', async () => {
  const folder = temporaryFolder();
  const text = join(folder, 'words.txt');
  const home = ['--data-dir', join(folder, 'home')];
  writeFileSync(text, babble(1, 1500));
  const sizes = ['--preset', 'char-rnn-s', '--batch-size', '10', '--sequence-length', '10', '--max-steps', '20'];
  const trained = await kioku('train', '--data', text, ...sizes, ...home);
  expect(trained.stdout).toMatch(/^Finished at step 20 [^]*\nunigram .*\nbigram .*\n5-gram .*\nthis network .*\n/m);

  const lines = jsonLines((await kioku('runs', '--metrics', 'last', '--json', ...home)).stdout);
  const { baselines } = lines.find(({ type }) => type === 'baselines') as unknown as {
    baselines: { name: string; loss: number; perplexity: number; bits: Record<string, number> }[];
  };
  expect(baselines.map(({ name }) => name)).toEqual(['unigram', 'bigram', '5-gram']);
  const again = await kioku('train', '--dataset', 'words.txt', ...sizes, ...home, '--json');
  expect(jsonLines(again.stdout).at(-1)).toMatchObject({ type: 'done', baselines });
  for (const { loss, perplexity, bits } of baselines) {
    expect(perplexity).toBeCloseTo(Math.exp(loss), 9);
    // The tokens are characters, of one byte each.
    expect(bits['perCharacter']).toBeCloseTo(loss / Math.LN2, 2);
    expect(bits['perByte']).toBe(bits['perCharacter']);
    expect(bits['perWord']).toBeGreaterThan(4 * bits['perCharacter']!);
  }
  expect(lines.find(({ type }) => type === 'epoch')).toHaveProperty('bits.perWord');
  const { stdout: table } = await kioku('runs', '--metrics', 'last', ...home);
  expect(table).toMatch(/unigram .*\nbigram .*\n5-gram .*\nthis network /);
  const fiveGram = baselines[2]!.bits['perCharacter']!.toFixed(2);
  const listed = (await kioku('runs', ...home)).stdout.split('\n');
  expect(listed.find((line) => line.includes('words.txt'))).toContain(` ${fiveGram} `);

  const write = ['generate', '--run', 'last', '--count', '2', '--length', '40', '--memorisation', ...home];
  const written = jsonLines((await kioku(...write, '--json')).stdout);
  expect(written).toHaveLength(2);
  for (const text of written) expect(text['memorisation']).toMatchObject({ tokens: 40, recites: false, passages: [] });
  const rounded = await kioku('generate', '--run', 'last', '--length', '5', '--weights', 'bf16', '--json', ...home);
  expect([...written, ...jsonLines(rounded.stdout)].map(({ weights }) => weights)).toEqual([
    'float32',
    'float32',
    'bf16',
  ]);
  const unknown = await kioku('generate', '--run', 'last', '--step', '7', ...home);
  expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('no checkpoint of step 7') as string });
});
