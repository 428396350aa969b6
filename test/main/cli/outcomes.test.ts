import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { endRunning, jsonLines, kioku } from './spawn-cli.ts';

afterEach(endRunning);

const lastLine = (text: string) => text.trimEnd().split('\n').at(-1);

test('train ends, and runs are listed, with how a training ended and why', async () => {
  const folder = temporaryFolder();
  const where = ['--data-dir', join(folder, 'data')];
  const text = join(folder, 'rain.txt');
  writeFileSync(text, 'the rain in spain stays mainly in the plain. '.repeat(70));
  const train = ['train', '--data', text, '--batch-size', '8', '--sequence-length', '16', ...where];

  const diverged = await kioku(...train, '--learning-rate', '5', '--epochs', '2');
  expect(diverged.code).toBe(1);
  expect(lastLine(diverged.stdout)).toMatch(
    /^Diverged \(step \d+\): the loss was [\d.]+, far above the [\d.]+ that it may reach\./,
  );

  // A rate so small that nothing changes by as much as a person sees.
  const tiny = ['--learning-rate', '1e-9', '--epochs', '9', '--early-stopping', '1'];
  const early = await kioku(...train, ...tiny, '--json');
  const outcome = { kind: 'stopped-early', epoch: 2, best: expect.any(Number) as number, patience: 1 };
  expect(jsonLines(early.stdout).at(-1)).toMatchObject({ type: 'done', outcome });
  const told = await kioku(...train, ...tiny);
  expect(lastLine(told.stdout)).toMatch(
    /^Stopped early \(epoch 2, best [12]\): the validation loss had not improved for an epoch/,
  );

  const list = await kioku('runs', ...where);
  expect(list.stdout).toMatch(/ diverged \(step \d+\) /);
  expect(list.stdout.match(/ stopped early \(epoch 2, best [12]\) /g)).toHaveLength(2);
  const records = jsonLines((await kioku('runs', '--json', ...where)).stdout);
  expect(records.map((run) => run['outcome'])).toMatchObject([outcome, outcome, { kind: 'diverged', reason: 'loss' }]);
});
