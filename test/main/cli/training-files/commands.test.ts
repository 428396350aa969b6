import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { foxText } from '../../fox-text.ts';
import { endRunning, jsonLines, kioku } from '../spawn-cli.ts';
import { trainedHome } from '../trained-home.ts';

afterEach(endRunning);

test('branches, sweeps, the queue and datasets are commands', async () => {
  const { at, home } = await trainedHome();
  const [run] = jsonLines((await kioku('runs', '--json', ...home)).stdout);
  const branch = await kioku(
    'branch',
    '--run',
    String(run?.['name']),
    '--epochs',
    '2',
    '--learning-rate',
    '0.004',
    '--json',
    ...home,
  );
  expect(branch).toMatchObject({ code: 0 });
  const [begun] = jsonLines(branch.stdout);
  expect(begun).toMatchObject({
    type: 'start',
    train: { epochs: 2, optimizer: { type: 'adam', learningRate: 0.004 } },
  });
  expect(Number(begun?.['step'])).toBeGreaterThan(0);

  const sizes = ['--preset', 'char-rnn-s', '--batch-size', '10', '--sequence-length', '10', '--epochs', '2'];
  const vary = ['--vary', 'units=4,8', '--vary', 'learning-rate=0.001,0.01', '--name', 'sizes', '--halving'];
  const sweep = await kioku(
    'sweep',
    '--dataset',
    'fox.txt',
    ...sizes,
    ...vary,
    '--sweep-halving-reduction',
    '2',
    '--json',
    ...home,
  );
  expect(sweep.code, `${sweep.stdout.slice(-1000)}\n${sweep.stderr}`).toBe(0);
  const lines = jsonLines(sweep.stdout);
  // Steps are told by their numbers: all of a short training.
  const first = lines.filter(({ type, runId }) => type === 'step' && runId === lines[0]?.['runId']);
  expect(first.map(({ step }) => step)).toEqual(first.map((_, n) => n + 1));
  const result = lines.at(-1) as { runs: { loss: number; values: object; state: string }[] };
  expect(result).toMatchObject({ type: 'sweep', name: 'sizes', best: result.runs[0] });
  expect(result.runs).toHaveLength(4);
  expect(result.runs.map(({ loss }) => loss)).toEqual(result.runs.map(({ loss }) => loss).toSorted((a, b) => a - b));
  expect(result.runs.filter(({ state }) => state === 'finished').length).toBeGreaterThan(0);
  expect(result.runs.filter(({ state }) => state === 'stopped').length).toBeGreaterThan(0);

  expect(await kioku('queue', ...home)).toMatchObject({ code: 0, stdout: 'No run trains or waits.\n' });
  const moved = await kioku('queue', 'move', 'last', '--json', ...home);
  expect(jsonLines(moved.stdout)).toMatchObject([{ error: { code: 'run-wrong-state' } }]);

  const written = await kioku('datasets', 'write', 'fox.txt', '--out', at('copy.txt'), '--json', ...home);
  expect(jsonLines(written.stdout)).toMatchObject([{ name: 'fox.txt', path: at('copy.txt') }]);
  expect(readFileSync(at('copy.txt'), 'utf8')).toBe(foxText);
  expect(await kioku('datasets', 'write', 'fox.txt', '--out', at('copy.txt'), ...home)).toMatchObject({ code: 1 });
  writeFileSync(at('copy.txt'), '');
  await kioku('datasets', 'write', 'fox.txt', '--out', at('copy.txt'), '--overwrite', ...home);
  expect(readFileSync(at('copy.txt'), 'utf8')).toBe(foxText);
  const used = await kioku('datasets', 'delete', 'fox.txt', '--json', ...home);
  expect(jsonLines(used.stdout)).toMatchObject([{ error: { code: 'dataset-in-use' } }]);
  writeFileSync(at('other.txt'), `${foxText}!`);
  await kioku('import', at('other.txt'), ...home);
  const deleted = await kioku('datasets', 'delete', 'other.txt', '--json', ...home);
  expect(jsonLines(deleted.stdout)).toMatchObject([{ name: 'other.txt', deleted: expect.any(String) as string }]);
  expect(existsSync(at('other.txt'))).toBe(true);
});
