import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { endRunning, jsonLines, kioku } from './spawn-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'kioku-lr-find-'));
afterEach(endRunning);
afterAll(() => rmSync(folder, { recursive: true }));
const text = join(folder, 'rain.txt');
writeFileSync(text, 'the rain in spain stays mainly in the plain. '.repeat(50));
const where = ['--data-dir', join(folder, 'home')];
const sizes = ['--preset', 'char-rnn-s', '--batch-size', '4', '--sequence-length', '8'];

test('kioku lr-find suggests a rate with its reason, for a new training and for a run, and refuses both at once', async () => {
  const told = await kioku('lr-find', '--data', text, ...sizes, '--json', ...where);
  expect(told).toMatchObject({ code: 0, stderr: '' });
  const found = JSON.parse(told.stdout) as { points: { learningRate: number; loss: number }[]; pick: number };
  expect(found).toMatchObject({
    reason: expect.stringMatching(/^(steepest-fall|below-divergence|overshoot)$/),
    present: 0.002,
  });
  expect(found.pick).toBeGreaterThan(1e-5);
  expect(found.pick).toBeLessThan(1);
  expect(found.points[0].loss).toBeLessThan(Math.log(20));

  const rate = String(found.pick);
  const trained = await kioku(
    'train',
    '--data',
    text,
    ...sizes,
    '--epochs',
    '1',
    '--learning-rate',
    rate,
    '--json',
    ...where,
  );
  expect(jsonLines(trained.stdout).at(-1)).toMatchObject({ type: 'done' });
  const again = await kioku('lr-find', '--run', 'last', ...where);
  expect(again.code).toBe(0);
  expect(again.stdout).toMatch(/Tried \d+ rates|fell at none/);

  const both = await kioku('lr-find', '--run', 'last', '--data', text, ...where);
  expect(both.code).toBe(2);
  expect(both.stderr).toContain('Either --run or --data');
});
