import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { endRunning, kioku } from './spawn-cli.ts';

afterEach(endRunning);

interface Row {
  rule: string;
  severity: string;
  confidence: number;
  evidence: unknown[];
  fix: unknown;
}

const rows = (text: string) => JSON.parse(text) as Row[];

test('doctor tells what is wrong with a run and with one that is planned, and forgets what is dismissed', async () => {
  const folder = temporaryFolder();
  const where = ['--data-dir', join(folder, 'data')];
  const text = join(folder, 'rain.txt');
  writeFileSync(text, 'the rain in spain stays mainly in the plain. '.repeat(70));
  const data = ['--data', text, '--batch-size', '8', '--epochs', '2'];

  await kioku('train', ...data, '--sequence-length', '16', '--learning-rate', '5', ...where);
  const found = await kioku('doctor', '--run', 'last', '--json', ...where);
  expect(found.code).toBe(0);
  expect(rows(found.stdout)[0]).toMatchObject({
    ...{ rule: 'learning-rate-too-high', severity: 'fault', confidence: expect.any(Number) as number },
    evidence: expect.arrayContaining([expect.objectContaining({ measure: 'learning-rate', value: 5 })]) as unknown[],
    fix: { kind: 'new-run', changes: { train: { optimizer: { learningRate: 0.002 } } } },
  });

  const dismissed = await kioku('doctor', '--dismiss', '1', '--reason', 'It is meant to be so.', ...where);
  expect(dismissed.stdout).toMatch(/^learning-rate-too-high is not told any more/);
  const before = await kioku('doctor', '--before', ...data, '--sequence-length', '2', '--json', ...where);
  expect(before.code).toBe(0);
  expect(rows(before.stdout).map(({ rule }) => rule)).toContain('bptt-too-short');
});
