import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commandList } from '../../../src-main/cli/command-list.ts';
import { kioku } from './spawn-cli.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

test('--help names every command, --version is the package’s', async () => {
  const [help, versionLine] = await Promise.all([kioku('--help'), kioku('--version')]);
  expect(help.code).toBe(0);
  for (const { name, summary } of commandList)
    expect(help.stdout).toMatch(new RegExp(`^ {2}${name} +${summary}$`, 'm'));
  expect(versionLine).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test('help is understood as a command too', async () => {
  const [overview, helped, train, trainHelped, unknown] = await Promise.all([
    kioku('--help'),
    kioku('help'),
    kioku('train', '--help'),
    kioku('help', 'train'),
    kioku('help', 'teach'),
  ]);
  expect(helped).toEqual(overview);
  expect(trainHelped).toEqual(train);
  expect(unknown).toMatchObject({ code: 2, stderr: 'There is no command “teach”. See kioku --help\n' });
});

test.each(commandList.map(({ name }) => name))('kioku %s --help says what it does, with examples', async (name) => {
  const help = await kioku(name, '--help');
  expect(help).toMatchObject({ code: 0, stderr: '' });
  expect(help.stdout).toMatch(new RegExp(`^Usage: kioku ${name}.*\\[options\\]$`, 'm'));
  expect(help.stdout).toMatch(new RegExp(`Examples\n {2}(kioku ${name}|npm run ${name})`));
});

test.each([
  [[], 'A command is missing.'],
  [['teach'], 'There is no command “teach”. See kioku --help'],
  [['train'], 'Either --data or --dataset says what to learn from. See kioku train --help'],
  [['train', 'novel.txt'], '“novel.txt” is not an option. See kioku train --help'],
  [['train', '--data', 'x', '--epochs', 'many'], '--epochs takes a whole number'],
  [['train', '--data', 'x', '--fast'], "Unknown option '--fast'. See kioku train --help"],
  [['runs', 'all'], '“all” is not an option. See kioku runs --help'],
  [['generate', '--run', 'last', '--temperature', '-1'], '--temperature takes a number from 0 to 100, not “-1”.'],
  [['generate', '--run', 'last', '--temperature=-1'], '--temperature takes a number from 0 to 100, not “-1”.'],
  [['generate', '--run', 'last', '--count', '65'], '--count takes a whole number from 1 to 64, not “65”.'],
  [['generate', '--run', 'last', '--beams', '0'], '--beams takes a whole number from 1 to 16, not “0”.'],
  [['generate', '--run', 'last', '--beams', '4', '--temperature', '1'], '--temperature does not go with it.'],
  [['generate', '--run', 'last', '--beams', '4', '--count', '2'], '--count does not go with it.'],
  [['generate', '--run', 'last', '--beams', '4', '--length', '3000'], 'With --beams, --length is at most 2,000.'],
  [['generate', '--run', 'last', '--count', '64', '--length', '30000'], '--length is at most 20,000.'],
  [['golden'], 'FILE… is missing. See kioku golden --help'],
  [['bench', 'XL'], 'What is measured is one of S, M, L, G, C, ops, scaling, '],
  [['summary'], 'Either --template or --model is needed.'],
  [['summary', '--template', 'gpt'], '--template is one of course-classifier, char-rnn-s'],
])('wrong use %j exits with 2 and says why', async (args, sentence) => {
  const result = await kioku(...args);
  expect(result.stderr).toContain(sentence);
  expect(result).toMatchObject({ code: 2, stdout: '' });
});
