import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { foxText } from '../../fox-text.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { endRunning, jsonLines, kioku } from '../spawn-cli.ts';

afterEach(endRunning);

const day = (n: number) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);
const files = {
  'fox.txt': foxText,
  'reviews.csv': `text,label\n${Array.from({ length: 60 }, (_, n) => `${n % 2 ? 'a good day' : 'a bad one'} ${n},${n % 2 ? 'yes' : 'no'}`).join('\n')}\n`,
  'sold.csv': `day,sold\n${Array.from({ length: 160 }, (_, n) => `${day(n)},${(10 + 3 * Math.sin(n / 3)).toFixed(3)}`).join('\n')}\n`,
};

const lossesOf = (stdout: string) =>
  jsonLines(stdout)
    .filter(({ type }) => type === 'epoch')
    .map(({ trainLoss, validationLoss }) => [trainLoss, validationLoss]);

describe('init, train, write the run as a file, train that', () => {
  test.each([
    ['char-rnn-s', 'fox.txt', ['--batch-size', '8', '--sequence-length', '12']],
    ['char-classifier', 'reviews.csv', ['--text', 'text', '--label', 'label', '--seed', '3']],
    ['forecaster', 'sold.csv', ['--time', 'day', '--predict', 'sold', '--horizon', '4']],
  ])('%s gives the same losses to the last bit', async (preset, name, options) => {
    const folder = temporaryFolder();
    const at = (file: string) => join(folder, file);
    writeFileSync(at(name), files[name as keyof typeof files]);
    const home = ['--data-dir', at('home')];
    const written = await kioku('init', '--preset', preset, '--data', at(name), ...options, '--epochs', '2');
    expect(written).toMatchObject({ code: 0, stderr: '' });
    writeFileSync(at('run.yaml'), written.stdout);
    const first = await kioku('train', '--config', at('run.yaml'), '--json', ...home);
    expect(first).toMatchObject({ code: 0 });
    const again = await kioku('runs', '--config', 'last', ...home);
    expect(again).toMatchObject({ code: 0, stderr: '' });
    writeFileSync(at('again.yaml'), again.stdout);
    const second = await kioku('train', '--config', at('again.yaml'), '--json', ...home);
    expect(second).toMatchObject({ code: 0 });
    expect(lossesOf(first.stdout)).toHaveLength(2);
    expect(lossesOf(second.stdout)).toEqual(lossesOf(first.stdout));
    const [one, other] = [first, second].map(({ stdout }) => jsonLines(stdout)[0]?.['train'] as object);
    expect(other).toMatchObject({ ...one, backend: expect.any(String) as string });
    if (preset !== 'char-rnn-s') return;
    // Options win over the file, and a branch begins again with its own first checkpoint.
    const shorter = await kioku(
      'train',
      '--config',
      at('again.yaml'),
      '--max-steps',
      '3',
      '--name',
      'short',
      '--json',
      ...home,
    );
    expect(jsonLines(shorter.stdout).at(-1)).toMatchObject({ type: 'done', step: 3 });
    writeFileSync(at('again.yaml'), readFileSync(at('again.yaml'), 'utf8').replace(/hash: [0-9a-f]{4}/, 'hash: 0000'));
    const refused = await kioku('train', '--config', at('again.yaml'), ...home);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('has other content than the training is meant for');
  });
});
