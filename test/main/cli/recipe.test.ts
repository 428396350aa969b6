import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { parseBudget } from '../../../src-main/cli/training/budget-option.ts';
import { endRunning, jsonLines, kioku } from './spawn-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'kioku-recipe-'));
afterEach(endRunning);
afterAll(() => rmSync(folder, { recursive: true }));
const text = join(folder, 'rain.txt');
writeFileSync(text, 'the rain in spain stays mainly in the plain. '.repeat(50));
const where = ['--data-dir', join(folder, 'home')];

test('kioku recipe tells what it would choose for a time and why, and kioku train does so by itself', async () => {
  const told = await kioku('recipe', '--data', text, '--budget', '5s', '--json', ...where);
  expect(told).toMatchObject({ code: 0, stderr: '' });
  const recipe = JSON.parse(told.stdout) as Record<string, unknown> & { why: string[] };
  expect(recipe).toMatchObject({
    dataset: 'rain.txt',
    model: { task: 'language-model' },
    training: { optimizer: { type: 'adam' }, schedule: { type: 'cosine' }, earlyStopping: { restoreBest: true } },
  });
  expect(recipe['seconds']).toBeLessThan(7);
  expect(recipe.why.join(' ')).toMatch(/layer of \d+ units .* learning rates? .* keeps the best/s);

  const trained = await kioku('train', '--data', text, '--budget', '5s', '--json', ...where);
  expect(trained.code).toBe(0);
  // The choice is said before it is trained.
  expect(trained.stderr).toMatch(/Chosen: LSTM \d+, [\d,]+ parameters; adam/);
  const lines = jsonLines(trained.stdout);
  expect(lines[0]).toMatchObject({ type: 'start', parameterCount: recipe['parameters'], preset: null });
  expect(lines.at(-1)).toMatchObject({ type: 'done' });
  // Far better than knowing only how often each letter comes.
  expect(lines.at(-1)?.['bestValidationLoss']).toBeLessThan(1);
});

test('what a person says wins over what would be chosen', async () => {
  const options = ['--budget', 'learn', '--epochs', '2', '--learning-rate', '0.003', '--preset', 'char-rnn-s'];
  const sizes = ['--batch-size', '4', '--sequence-length', '8', '--seed', '7'];
  const trained = await kioku('train', '--data', text, ...options, ...sizes, '--json', ...where);
  expect(trained.code).toBe(0);
  const [start, ...lines] = jsonLines(trained.stdout);
  expect(start).toMatchObject({ preset: 'char-rnn-s', epochs: 2, seed: 7 });
  // The choice that is told is trained, to the step.
  expect(trained.stderr).toMatch(/Chosen: char-rnn-s .* 0\.003, .*batches of 4 × 8; .* 2\.0 epochs/);
  const { recipe, train } = start as unknown as { recipe: { steps: number; why: string[] }; train: object };
  expect(train).toMatchObject({ epochs: 2, optimizer: { learningRate: 0.003 } });
  expect(recipe.why.join(' ')).not.toMatch(/\d epochs are enough|fits into the time/);
  expect(lines.at(-1)).toMatchObject({ type: 'done', step: recipe.steps });
  expect(lines.filter(({ type }) => type === 'epoch')).toHaveLength(2);
  const rates = lines.flatMap(({ type, learningRate }) => (type === 'step' ? [learningRate] : []));
  for (const rate of rates) expect(rate).toBeLessThanOrEqual(0.003);
});

test('kioku recipe takes the options of a training, and tells what would come of them', async () => {
  const options = ['--epochs', '3', '--optimizer', 'rmsprop', '--learning-rate', '0.004', '--seed', '9'];
  const sizes = ['--batch-size', '4', '--sequence-length', '8', '--early-stopping', '6', '--validation', '0.2'];
  const told = await kioku('recipe', '--data', text, '--budget', '5s', ...options, ...sizes, '--json', ...where);
  expect(told).toMatchObject({ code: 0, stderr: '' });
  const recipe = JSON.parse(told.stdout) as { steps: number; stepsPerEpoch: number; why: string[] };
  expect(recipe).toMatchObject({
    training: {
      epochs: 3,
      maxSteps: null,
      optimizer: { type: 'rmsprop', learningRate: 0.004 },
      batchSize: 4,
      sequenceLength: 8,
      validationFraction: 0.2,
      earlyStopping: { patience: 6 },
      seed: 9,
    },
    steps: 3 * recipe.stepsPerEpoch,
  });
  expect(recipe.why.join(' ')).not.toMatch(/learning rates like|epochs are enough|fits into the time/);

  const refused = await kioku('recipe', '--data', text, '--balance-classes', ...where);
  expect(refused.code).not.toBe(0);
  expect(refused.stderr).toContain('--balance-classes wants labels');
});

test('a budget is a time, or as long as it learns; all else is refused in words', () => {
  expect(parseBudget('90s', '--budget')).toEqual({ kind: 'time', seconds: 90 });
  expect(parseBudget('1.5m', '--budget')).toEqual({ kind: 'time', seconds: 90 });
  expect(parseBudget('1h', '--budget')).toEqual({ kind: 'time', seconds: 3600 });
  expect(parseBudget('learn', '--budget')).toEqual({ kind: 'as-long-as-it-learns' });
  for (const wrong of ['soon', '1s', '200h', '-5m', '5', ''])
    expect(() => parseBudget(wrong, '--budget')).toThrow('--budget takes a time from 5s to 168h');
});
