import { execFileSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { endRunning, jsonLines, kioku, pressCtrlC, startKioku, startNpm, understood } from './spawn-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'kioku-train-'));
const dataDir = join(folder, 'data');
const text = join(folder, 'rain.txt');
writeFileSync(text, 'the rain in spain stays mainly in the plain. '.repeat(400));
afterEach(endRunning);
afterAll(() => rmSync(folder, { recursive: true }));

const inFolder = (...args: string[]) => [...args, '--data-dir', dataDir];
const onRain = ['train', '--data', text, '--preset', 'char-rnn-s'];

async function jsonRun(...args: string[]): Promise<Record<string, unknown>[]> {
  const result = await kioku(...inFolder(...args, '--json'));
  expect(result).toMatchObject({
    code: 0,
    stderr: args[0] === 'train' ? (expect.stringMatching(understood) as string) : '',
  });
  return jsonLines(result.stdout);
}

describe('a trained run', () => {
  let lines: Record<string, unknown>[];
  let runId: string;

  beforeAll(async () => {
    lines = await jsonRun(...onRain, '--epochs', '2', '--max-steps', '9', '--seed', '3');
    runId = String(lines.at(-1)?.['runId']);
  });

  test('tells start, epoch and done as JSON lines', () => {
    expect(lines[0]).toMatchObject({ type: 'start', runId, dataset: 'rain.txt', preset: 'char-rnn-s', seed: 3 });
    const epochs = lines.filter(({ type }) => type === 'epoch');
    expect(epochs.map(({ epoch }) => epoch)).toEqual([1, 2]);
    for (const epoch of epochs) {
      expect(epoch['perplexity']).toBeCloseTo(Math.exp(Number(epoch['validationLoss'])), 10);
      // The text is ASCII, and a token is a character.
      const bits = Number(epoch['validationLoss']) / Math.LN2;
      const words = 9 / 45; // of “the rain in spain stays mainly in the plain. ”
      expect(epoch['bits']).toEqual({
        perCharacter: expect.closeTo(bits, 10),
        perWord: expect.closeTo(bits / words, 10),
        perByte: expect.closeTo(bits, 10),
      });
      expect(Number(epoch['tokensPerSecond'])).toBeGreaterThan(0);
      expect(Number(epoch['trainLoss'])).toBeGreaterThan(0);
    }
    expect(lines.at(-1)).toMatchObject({
      type: 'done',
      step: 9,
      bestValidationLoss: epochs.at(-1)?.['validationLoss'],
    });
    expect(lines.at(-1)?.['checkpointId']).toEqual(expect.any(String));
  });

  test('tells each epoch right after the last of its steps', () => {
    const told = lines.filter(({ type }) => type === 'step' || type === 'epoch');
    const places = told.map(({ type, step }) => ({ type, step: Number(step) }));
    expect(places.filter(({ type }) => type === 'step').map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const inOrder = places.toSorted(
      (a, b) => a.step - b.step || Number(a.type === 'epoch') - Number(b.type === 'epoch'),
    );
    expect(places).toEqual(inOrder);
  });

  test('trains to the same numbers, to the last bit, from the same seed, and to others from another', async () => {
    const lossOf = (run: Record<string, unknown>[]) => run.find(({ type }) => type === 'epoch')?.['validationLoss'];
    const again = await jsonRun(...onRain, '--epochs', '1', '--max-steps', '9', '--seed', '3');
    const other = await jsonRun(...onRain, '--epochs', '1', '--max-steps', '9', '--seed', '4');
    expect(lossOf(again)).toBe(lossOf(lines));
    expect(lossOf(other)).not.toBe(lossOf(lines));
  });

  test('is listed, as a table and as JSON', async () => {
    const [table, json] = [await kioku(...inFolder('runs')), await jsonRun('runs')];
    expect(table.stdout).toMatch(new RegExp(`^${runId} .*rain\\.txt +finished`, 'm'));
    expect(json.find(({ id }) => id === runId)).toMatchObject({ state: 'finished', step: 9, datasetName: 'rain.txt' });
  });

  test('writes the same text from the same seed, of the length that was asked for', async () => {
    const write = (seed: string) =>
      kioku(...inFolder('generate', '--run', runId, '--prompt', 'the rain', '--length', '60', '--seed', seed));
    const [first, again, other] = [await write('5'), await write('5'), await write('6')];
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/^[a-z. ]{60}\n$/);
    expect(again.stdout).toBe(first.stdout);
    expect(other.stdout).not.toBe(first.stdout);
  });

  test('goes on from a prompt with characters that its text does not have, and names them', async () => {
    const shortId = runId.slice(0, 8);
    const result = await kioku(...inFolder('generate', '--run', shortId, '--prompt', 'the 雨 rain!', '--length', '5'));
    expect(result.code).toBe(0);
    expect(result.stdout).toMatch(/^[a-z. ]{5}\n$/);
    expect(result.stderr).toContain('“雨”, “!”');
  });

  test('writes several texts at once, each with its perplexity, the first as it is written alone', async () => {
    const args = ['generate', '--run', runId, '--prompt', 'the rain', '--length', '40', '--seed', '5'];
    const alone = await kioku(...inFolder(...args));
    const three = await kioku(...inFolder(...args, '--count', '3'));
    expect(three).toMatchObject({ code: 0, stderr: '' });
    const heads = [...three.stdout.matchAll(/^— (\d) of 3, perplexity [\d.]+ —$/gm)];
    expect(heads.map(([, number]) => number)).toEqual(['1', '2', '3']);
    expect(three.stdout.split('\n')[1]).toBe(alone.stdout.trimEnd());

    const lines = await jsonRun(...args, '--count', '3');
    expect(lines.map(({ tokens, end, seed }) => [tokens, end, seed])).toEqual(Array(3).fill([40, 'length', 5]));
    expect(three.stdout).toContain(`\n${String(lines[2]?.['text'])}\n`);
    for (const { logProbability, perplexity } of lines) {
      expect(perplexity).toBeCloseTo(Math.exp(-Number(logProbability) / 40), 10);
    }
    expect(await jsonRun(...args)).toEqual(lines.slice(0, 1));
  });

  test('writes by weights of half as many bytes, nearly as by its own', async () => {
    const args = ['generate', '--run', runId, '--prompt', 'the rain', '--length', '1', '--temperature', '0'];
    const [own, rounded] = [await jsonRun(...args), await jsonRun(...args, '--weights', 'bf16')];
    expect(rounded[0]?.['logProbability']).toBeCloseTo(Number(own[0]?.['logProbability']), 1);
    expect(rounded[0]?.['logProbability']).not.toBe(own[0]?.['logProbability']);
  });

  test('finds the likeliest texts by beam search, the likeliest first; with one beam as without chance', async () => {
    const args = ['generate', '--run', runId, '--prompt', 'the rain', '--length', '40'];
    const greedy = await kioku(...inFolder(...args, '--temperature', '0'));
    const [one] = await jsonRun(...args, '--beams', '1');
    expect(`${String(one?.['text'])}\n`).toBe(greedy.stdout);
    const five = await jsonRun(...args, '--beams', '5');
    const scores = five.map(({ logProbability }) => Number(logProbability));
    expect(scores).toHaveLength(5);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(new Set(five.map(({ text }) => text)).size).toBe(5);
    expect(five[0]).not.toHaveProperty('seed');
  });

  test('cannot be resumed once it is finished', async () => {
    const result = await kioku(...inFolder('resume', '--run', runId));
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(/^[A-Z].*\.\n$/);
  });
});

test('Ctrl-C stops with a checkpoint and says how to go on; the resumed run ends where an unbroken one does', async () => {
  const args = ['--epochs', '4', '--max-steps', '20', '--seed', '11'];
  const broken = startKioku(inFolder(...onRain, ...args, '--json'));
  await broken.line((line) => line.includes('"type":"step"'));
  pressCtrlC(broken);
  const { code, stdout } = await broken.result;
  expect(code).toBe(130);
  const stopped = jsonLines(stdout).at(-1);
  expect(stopped).toMatchObject({ type: 'stopped', checkpointId: expect.any(String) });
  expect(Number(stopped?.['step'])).toBeGreaterThan(0);
  expect(Number(stopped?.['step'])).toBeLessThan(20);

  const resumed = await jsonRun('resume', '--run', String(stopped?.['runId']));
  expect(resumed[0]).toMatchObject({ type: 'start', step: stopped?.['step'] });
  const unbroken = await jsonRun(...onRain, ...args);
  expect(resumed.at(-1)).toMatchObject({ type: 'done', step: 20 });
  expect(resumed.at(-1)?.['bestValidationLoss']).toBe(unbroken.at(-1)?.['bestValidationLoss']);
});

test('on a terminal or in a file Ctrl-C names the command that goes on', async () => {
  const broken = startKioku(inFolder(...onRain, '--epochs', '1000'));
  await broken.line((line) => line.startsWith('epoch'));
  pressCtrlC(broken);
  const { code, stdout } = await broken.result;
  expect(code).toBe(130);
  expect(stdout).toMatch(/^Go on with: npm run -s kioku -- resume --run [\w-]+ --data-dir /m);
});

test('under npm, which forwards the terminal’s Ctrl-C once more, one key press is still one', async () => {
  const underNpm = startNpm('kioku', inFolder(...onRain, '--epochs', '1000', '--json'));
  await underNpm.line((line) => line.includes('"type":"epoch"'));
  pressCtrlC(underNpm);
  expect(jsonLines((await underNpm.result).stdout).at(-1)).toMatchObject({ type: 'stopped' });
});

test('a second Ctrl-C ends at once, even while the engine hangs, and the run can still be resumed', async () => {
  const hanging = startKioku(inFolder(...onRain, '--epochs', '1000', '--name', 'Hanging', '--json'));
  await hanging.line((line) => line.includes('"type":"epoch"'));
  const engines = childrenOf(hanging.process);
  engines.forEach((pid) => process.kill(pid, 'SIGSTOP'));
  const pressing = setInterval(() => hanging.process.kill('SIGINT'), 100);
  const { code, stdout } = await hanging.result;
  clearInterval(pressing);
  engines.forEach((pid) => process.kill(pid, 'SIGCONT'));
  expect(code).toBe(130);
  expect(stdout).not.toContain('"type":"stopped"');
  const run = (await jsonRun('runs')).find(({ name }) => name === 'Hanging');
  expect(run).toMatchObject({ state: 'interrupted' });
});

function childrenOf({ pid }: ChildProcess): number[] {
  const listed = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  return listed.trim().split(/\s+/).map(Number);
}

test.each([
  ['word', ['--locale', 'en'], /^(?:the|rain|in|spain|stays|mainly|plain|[. ])+\n$/],
  ['byte', [], /^[^]{1,5}\n$/],
  ['bpe', ['--vocabulary', '280'], /^[^]+\n$/],
])('trains on %s tokens, and what it writes is text again', async (tokenizer, options, written) => {
  const small = ['--max-steps', '2', '--batch-size', '4', '--sequence-length', '8'];
  const lines = await jsonRun('train', '--data', text, '--tokenizer', tokenizer, ...options, ...small);
  const runId = String(lines.at(-1)?.['runId']);
  const { stdout } = await kioku(...inFolder('generate', '--run', runId, '--length', '5', '--prompt', 'the rain'));
  expect(stdout).toMatch(written);
});

test('trains an own model, with the output layer that the text needs', async () => {
  const file = join(folder, 'model.json');
  const layers = [{ type: 'one_hot' }, { type: 'gru', units: 8 }, { type: 'dense', units: 2 }];
  writeFileSync(file, JSON.stringify({ input: { kind: 'tokens', vocabularySize: 2 }, layers }));
  const lines = await jsonRun('train', '--data', text, '--model', file, '--max-steps', '2', '--batch-size', '4');
  const characters = new Set('the rain in spain stays mainly in the plain. ').size;
  const gru = 3 * 8 * (characters + 8) + 2 * 3 * 8;
  expect(lines[0]).toMatchObject({ preset: null, parameterCount: gru + (8 + 1) * characters });
});

test.each([
  [['--locale', 'en'], '--locale goes with --tokenizer word.'],
  [['--tokenizer', 'word', '--locale', 'no such'], '--locale takes a language tag'],
  [['--tokenizer', 'byte', '--vocabulary', '300'], '--vocabulary goes with --tokenizer bpe.'],
  [['--preset', 'char-rnn-s', '--model', 'x.json'], 'Either --preset or --model'],
])('refuses %j', async (options, words) => {
  const result = await kioku(...inFolder('train', '--data', text, ...options));
  expect(result).toMatchObject({ code: 2, stdout: '' });
  expect(result.stderr).toContain(words);
});

test('learns labels from a table, and tells its accuracy', async () => {
  const file = join(folder, 'moods.csv');
  const rows = Array.from({ length: 60 }, (_, n) => (n % 2 ? 'what a lovely day,happy' : 'what an awful day,sad'));
  writeFileSync(file, ['text,label', ...rows].join('\n'));
  const lines = await jsonRun('train', '--data', file, '--epochs', '2', '--batch-size', '8');
  const epochs = lines.filter(({ type }) => type === 'epoch');
  expect(epochs).toHaveLength(2);
  expect(epochs[0]?.['validationAccuracy']).toEqual(expect.any(Number));
  const again = await jsonRun('train', '--dataset', 'moods.csv', '--max-steps', '1');
  expect(again[0]).toMatchObject({ dataset: 'moods.csv', preset: 'bi-lstm-classifier' });
});

test('learns a series of numbers from a table without being told how, and cannot write', async () => {
  const file = join(folder, 'waves.csv');
  const rows = Array.from({ length: 300 }, (_, n) => `${n},${Math.sin(n / 5)}`);
  writeFileSync(file, ['day,height', ...rows].join('\n'));
  const lines = await jsonRun('train', '--data', file, '--epochs', '2', '--sequence-length', '10');
  expect(lines[0]).toMatchObject({ dataset: 'waves.csv', preset: 'forecaster' });
  const losses = lines.filter(({ type }) => type === 'epoch').map((line) => Number(line['validationLoss']));
  expect(losses).toHaveLength(2);
  expect(losses[1]).toBeLessThan(losses[0]);
  const runId = String(lines.at(-1)?.['runId']);
  const written = await kioku(...inFolder('generate', '--run', runId, '--length', '5'));
  expect(written).toMatchObject({ code: 1 });
  expect(written.stderr).toContain('predicts numbers and does not write');
});

test('balanced classes weigh the same, however rare they are', async () => {
  const file = join(folder, 'rare.csv');
  const rows = Array.from({ length: 60 }, (_, n) => (n % 6 ? 'what a lovely day,happy' : 'what an awful day,sad'));
  writeFileSync(file, ['text,label', ...rows].join('\n'));
  const [start] = await jsonRun('train', '--data', file, '--max-steps', '1', '--balance-classes');
  const runs = jsonLines((await kioku(...inFolder('runs', '--json'))).stdout);
  const run = runs.find(({ id }) => id === start['runId']);
  // 60 texts, 50 happy and 10 sad.
  expect(run?.['train']).toMatchObject({ classWeights: [60 / (2 * 50), 60 / (2 * 10)] });
  const refused = await kioku(...inFolder(...onRain, '--balance-classes'));
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('--balance-classes wants labels, and rain.txt has none.');
});

test('class weights and early stopping are set, or refused with what to do', async () => {
  const file = join(folder, 'moods.csv');
  const rows = Array.from({ length: 40 }, (_, n) => (n % 2 ? 'what a lovely day,happy' : 'what an awful day,sad'));
  writeFileSync(file, ['text,label', ...rows].join('\n'));
  const onMoods = ['train', '--data', file, '--max-steps', '1'];
  const set = ['--class-weights', '1,2.5', '--early-stopping', '4', '--validation', '0.2'];
  const [start] = await jsonRun(...onMoods, ...set, '--optimizer', 'adamw');
  const run = jsonLines((await kioku(...inFolder('runs', '--json'))).stdout).find(({ id }) => id === start['runId']);
  expect(run?.['train']).toMatchObject({
    classWeights: [1, 2.5],
    earlyStopping: { patience: 4 },
    validationFraction: 0.2,
    optimizer: { type: 'adamw', decayBiases: false },
  });

  const unwatched = await kioku(...inFolder(...onMoods, '--early-stopping', '3', '--validation', '0'));
  expect(unwatched.code).toBe(1);
  expect(unwatched.stderr).toContain('nothing is held back for validation');
  const miscounted = await kioku(...inFolder(...onMoods, '--class-weights', '1,2,3'));
  expect(miscounted.code).toBe(1);
  expect(miscounted.stderr).toContain('There are 3 class weights for 2 classes.');
  const misplaced = await kioku(...inFolder(...onMoods, '--decay-biases'));
  expect(misplaced.stderr).toContain('--decay-biases goes with --optimizer adamw.');
});

test('an embedding begins with the vectors of a file, and tells how many words have one', async () => {
  const file = join(folder, 'vectors.txt');
  writeFileSync(file, 'rain 1 2 3\nspain 0 1 0\nsnow 3 3 3\n');
  const vectors = ['train', '--data', text, '--vectors', file, '--max-steps', '1', '--batch-size', '4'];
  const trained = await kioku(...inFolder(...vectors, '--freeze'));
  expect(trained).toMatchObject({ code: 0, stderr: '' });
  expect(trained.stdout).toMatch(/^Vectors of 3 dimensions for 2 of \d+ words: \d+\.\d % of the text$/m);
  expect(trained.stdout).toMatch(/^Run .*: word-lm, /m);
  const [run] = jsonLines((await kioku(...inFolder('runs', '--json'))).stdout);
  expect(run?.['model']).toMatchObject({
    layers: [{ type: 'embedding', dim: 3, trainable: false }, {}, {}, {}, {}, {}],
  });
  const alone = await kioku(...inFolder(...onRain, '--freeze'));
  expect(alone).toMatchObject({ code: 2, stdout: '' });
  expect(alone.stderr).toContain('--freeze goes with --vectors.');
});

test('a training that diverges is a failure, and says so to programs, also where its losses stay finite', async () => {
  const result = await kioku(...inFolder(...onRain, '--learning-rate', '1e9', '--json'));
  expect(result).toMatchObject({ code: 1, stderr: expect.stringContaining('Training diverged') });
  const last = jsonLines(result.stdout).at(-1);
  expect(last).toMatchObject({ type: 'diverged', checkpointId: expect.any(String) });
  // What is kept can be branched from and written with: it is the network before it diverged.
  const text = await kioku('generate', '--run', String(last?.['runId']), '--length', '5', '--data-dir', dataDir);
  expect(text).toMatchObject({ code: 0 });
  const { stdout } = await kioku(...inFolder('runs', '--json'));
  expect(jsonLines(stdout).find(({ id }) => id === last?.['runId'])).toMatchObject({ state: 'diverged' });
});
