import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { foxText } from '../fox-text.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { tinyModel } from '../runs/tiny-model.ts';
import { endRunning, jsonLines, kioku } from './spawn-cli.ts';

afterEach(endRunning);

test('kioku train --seeds and kioku repeat make a group, and tell its mean with the interval', async () => {
  const folder = temporaryFolder();
  const at = (name: string) => join(folder, name);
  writeFileSync(at('fox.txt'), foxText);
  writeFileSync(at('tiny.json'), JSON.stringify(tinyModel));
  const home = ['--data-dir', at('home')];
  const settings = ['--model', at('tiny.json'), '--epochs', '1', '--batch-size', '10', '--sequence-length', '10'];
  const trained = await kioku(
    'train',
    '--data',
    at('fox.txt'),
    ...settings,
    '--seed',
    '5',
    '--seeds',
    '2',
    '--json',
    ...home,
  );
  expect(trained).toMatchObject({ code: 0 });
  const group = jsonLines(trained.stdout).at(-1);
  const runs = [5, 6].map((seed) => expect.objectContaining({ seed, state: 'finished', loss: expect.any(Number) }));
  expect(group).toMatchObject({ type: 'group', runs, loss: { count: 2, low: expect.any(Number) } });

  const repeated = await kioku('repeat', '--run', 'last', '--seeds', '3', ...home);
  expect(repeated).toMatchObject({ code: 0, stdout: expect.stringMatching(/3\/3\s+\d\.\d{3} ± \d\.\d{3}/) });
  const listed = await kioku('runs', '--json', ...home);
  const lines = jsonLines(listed.stdout) as { type?: string; group?: { id: string } }[];
  expect(new Set(lines.flatMap((line) => line.group?.id ?? [])).size).toBe(1);
  expect(lines.filter(({ type }) => type === 'group')).toMatchObject([{ loss: { count: 3 } }]);
});
