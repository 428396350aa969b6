import { expect, test } from 'vitest';
import { commandHelp } from '../../../src-main/cli/help.ts';
import { defineCommand } from '../../../src-main/cli/command.ts';
import {
  choice,
  flag,
  number,
  parseOptions,
  positiveNumber,
  required,
  text,
  wholeNumber,
  withDefault,
} from '../../../src-main/cli/options.ts';

const table = {
  data: required(text('FILE', 'the text')),
  epochs: wholeNumber('N', 'passes', 1),
  temperature: withDefault(number('T', 'how wild', { minimum: 0, maximum: 2 }), 0.8),
  'learning-rate': positiveNumber('X', 'how far'),
  backend: choice(['auto', 'wasm'], 'what computes'),
  json: flag('for programs'),
};

test('values come typed, defaults stand in, and what was left out is undefined', () => {
  const { values, positionals } = parseOptions(table, ['--data', 'a b.txt', '--epochs=3', '--json', 'more']);
  expect(values).toEqual({
    data: 'a b.txt',
    epochs: 3,
    temperature: 0.8,
    'learning-rate': undefined,
    backend: undefined,
    json: true,
  });
  expect(positionals).toEqual(['more']);
});

test.each([
  [[], '--data FILE is missing.'],
  [['--data'], "Option '--data <value>' argument missing."],
  [['--data', 'x', '--epochs', '0'], '--epochs takes a whole number of at least 1, not “0”.'],
  [['--data', 'x', '--epochs', '1.5'], '--epochs takes a whole number of at least 1, not “1.5”.'],
  [['--data', 'x', '--epochs', ''], '--epochs takes a whole number of at least 1, not “”.'],
  [['--data', 'x', '--epochs', 'Infinity'], '--epochs takes a whole number of at least 1, not “Infinity”.'],
  [['--data', 'x', '--temperature', '2.5'], '--temperature takes a number from 0 to 2, not “2.5”.'],
  [['--data', 'x', '--learning-rate', '0'], '--learning-rate takes a number above 0, not “0”.'],
  [['--data', 'x', '--backend', 'cuda'], '--backend is one of auto, wasm, not “cuda”.'],
  [['--data', 'x', '--gpu'], "Unknown option '--gpu'."],
  [['--data', 'x', '--epoch', '3'], "Unknown option '--epoch'. Did you mean --epochs?"],
  [['--data', 'x', '--json=1'], "Unknown option '--json=1'. Did you mean --json?"],
  [['--data', 'x', '--temperature', '-1'], '--temperature takes a number from 0 to 2, not “-1”.'],
])('wrong use %j is told in one sentence', (args, sentence) => {
  expect(() => parseOptions(table, args)).toThrow(expect.objectContaining({ name: 'UsageError', message: sentence }));
});

test('the help names every option, breaks long lines and keeps the columns', () => {
  const command = defineCommand({
    description: 'Does it. '.repeat(20).trim(),
    positionals: { placeholder: 'FILE…', description: 'what to read', minimum: 1 },
    options: table,
    examples: ['kioku do --data x'],
    run: () => Promise.resolve(0),
  });
  const lines = commandHelp('kioku do', command).split('\n');
  expect(lines[0]).toBe('Usage: kioku do FILE… [options]');
  expect(lines).toContain('  --data FILE          the text (required)');
  expect(lines).toContain('  --temperature T      how wild (0.8 if left out)');
  expect(lines).toContain('  kioku do --data x');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
});
