import { expect, test } from 'vitest';
import { cellFacts, cellTypes } from '../../../src-engine/cells/index.ts';
import { jsonLines, kioku } from './spawn-cli.ts';

test.each(['reber', 'adding', 'temporal-order'])('%s trains and tests both networks, for programs', async (name) => {
  const { code, stdout, stderr } = await kioku('lesson', name, '--steps', '1', '--seed', '2', '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const lines = jsonLines(stdout);
  expect(lines.map(({ type, contender }) => `${String(type)} ${String(contender ?? '')}`.trim())).toEqual([
    'start',
    'progress lstm',
    'result lstm',
    'progress simple_rnn',
    'result simple_rnn',
    'verdict',
  ]);
  expect(lines[0]).toMatchObject({ lesson: name, seed: 2, totalSteps: 1 });
  expect(lines[2]).toMatchObject({ totalSteps: 1, isSolved: false });
  expect(lines[5]).toEqual({ type: 'verdict', solvedBy: [] });
});

test('the verdict is a table with the goals, and a sentence', async () => {
  const { code, stdout } = await kioku('lesson', 'adding', '--steps', '1');
  expect(code).toBe(0);
  expect(stdout).toMatch(/LSTM +SimpleRNN +goal$/m);
  expect(stdout).toMatch(/^sums with an error below 0\.04 +[\d.]+ % +[\d.]+ % +≥ 99\.00 %$/m);
  expect(stdout).toMatch(/^mean error, of a range of 1 +[\d.]+ +[\d.]+ +< 0\.01$/m);
  expect(stdout).toContain('LSTM does not solve it. SimpleRNN does not solve it.');
});

test('the vanishing gradient is a table by lag, with the ratio', async () => {
  const { code, stdout } = await kioku('lesson', 'vanishing-gradient');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ *50(?: +[\d.]+e[+-]\d+){4}$/m);
  const ratio = /the LSTM’s ‖∂L\/∂c‖ is (\S+) times the SimpleRNN’s/.exec(stdout)?.[1];
  expect(Number(ratio)).toBeGreaterThanOrEqual(100);

  const [flow] = jsonLines((await kioku('lesson', 'vanishing-gradient', '--steps', '0', '--json')).stdout);
  expect(flow).toMatchObject({ lesson: 'vanishing-gradient', seed: 1, totalSteps: 0 });
  expect(flow?.['ratioAtLag50']).toBeGreaterThanOrEqual(100);
});

test('parity: cells whose step sees the state keep it up at any length, others do not, and the verdict says so', async () => {
  const { code, stdout, stderr } = await kioku('lesson', 'parity', '--seeds', '1', '--steps', '300', '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const lines = jsonLines(stdout);
  expect(lines[0]).toMatchObject({ lesson: 'parity', seed: 1, seeds: 1, totalSteps: 300, contenders: cellTypes });
  const results = lines.filter(({ type }) => type === 'result');
  expect(results.map(({ contender, seed }) => [contender, seed])).toEqual(cellTypes.map((type) => [type, 1]));
  const solvers = results.filter(({ isSolved }) => isSolved === true).map(({ contender }) => contender);
  expect(solvers).toEqual(expect.arrayContaining(['lstm', 'gru']));
  const blind = cellTypes.filter((type) => cellFacts(type).recurrentKernel === 'none');
  for (const type of blind) expect(solvers).not.toContain(type);
  const verdict = lines.at(-1);
  expect(verdict).toMatchObject({ type: 'verdict', solvedBy: solvers });
});

test('parity prints a table of means with intervals, and no more than its figures show', async () => {
  const { code, stdout } = await kioku('lesson', 'parity', '--seeds', '2', '--steps', '1', '--seed', '7');
  expect(code).toBe(0);
  expect(stdout).toContain('seeds 7 to 8');
  expect(stdout).toMatch(/^LSTM +seed 8 +21–40 bits +[\d.]+ %/m);
  expect(stdout).toMatch(/^LSTM +yes +[\d.]+ % \([\d.]+–[\d.]+\).* 0 of 2$/m);
  expect(stdout).toMatch(/^LSTM did not learn it: it is right in [\d.]+ % at 21–40 bits/m);
  expect(stdout).not.toContain('learnt it with every seed');
});

test('parity with a single seed speaks of no interval', async () => {
  const { code, stdout } = await kioku('lesson', 'parity', '--seeds', '1', '--steps', '1');
  expect(code).toBe(0);
  expect(stdout).toContain('A single seed: more of them tell how much is chance.');
  expect(stdout).not.toContain('interval');
});

test.each([
  [['lesson', 'adding', '--seeds', '3'], '--seeds goes with the lesson parity, or with --short'],
  [['lesson'], 'is missing'],
  [['lesson', 'subtracting'], 'reber, adding, temporal-order, parity, vanishing-gradient, not “subtracting”'],
  [['lesson', 'adding', 'reber'], 'One lesson at a time'],
])('%j is wrong use', async (args, words) => {
  const { code, stdout, stderr } = await kioku(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(words);
});

test('a lesson prints its figures, its claims and its curves, and for programs all of them', async () => {
  const { code, stdout } = await kioku('lesson', 'singular-values', '--seeds', '2');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^explodes +17\.\d+ +≥ 15 +holds$/m);
  expect(stdout).toMatch(/^vanishing +0 +4 /m);

  const lines = jsonLines((await kioku('lesson', 'singular-values', '--seeds', '2', '--seed', '8', '--json')).stdout);
  expect(lines[0]).toMatchObject({ lesson: 'singular-values', seed: 8, seeds: 2, settings: { sigma: 1 } });
  const results = lines.filter(({ type }) => type === 'result');
  expect(results.map(({ seed }) => seed)).toEqual([8, 9]);
  expect(lines.at(-1)).toMatchObject({ type: 'verdict', lesson: 'singular-values' });
  expect(lines.at(-1)?.['claims']).toContainEqual(
    expect.objectContaining({ id: 'explodes', atLeast: 15, holds: true }),
  );
});

test('controls are set by name; claims are about the experiment as it is by default', async () => {
  const args = ['lesson', 'singular-values', '--set', 'sigma=0.8', '--set', 'activation=relu', '--json'];
  const lines = jsonLines((await kioku(...args)).stdout);
  expect(lines[0]?.['settings']).toEqual({ sigma: 0.8, activation: 'relu', signals: 'faint' });
  expect(lines.at(-1)?.['claims']).toEqual([]);
  const { code, stderr } = await kioku('lesson', 'singular-values', '--set', 'sigma=9');
  expect(code).toBe(2);
  expect(stderr).toContain('sigma=0.7…1.3, activation=tanh|softsign|relu');
});
