import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { kioku } from './spawn-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'kioku-golden-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('PyTorch’s numbers are met by every backend', async () => {
  const result = await kioku('golden', 'test/golden/lm_lstm.json', 'test/golden/lm_onehot_lstm2.json');
  expect(result).toMatchObject({ code: 0, stderr: '' });
  expect(result.stdout).toMatch(/^lm_lstm\.json +reference .* 1e-9 +passed$/m);
  expect(result.stdout).toMatch(/^lm_onehot_lstm2\.json +reference .* passed$/m);
  for (const build of ['relaxed, 1 thread', 'relaxed, 2 threads', 'baseline, 2 threads', 'portable, 1 thread']) {
    expect(result.stdout).toMatch(new RegExp(`^lm_lstm\\.json +wasm ${build} .* 1e-4 +passed$`, 'm'));
    expect(result.stdout).toMatch(new RegExp(`^largest of 2 +wasm ${build} .* 1e-4 +passed$`, 'm'));
  }
});

test('one parameter that is off by a thousandth fails, with exit code 1', async () => {
  const fixture = JSON.parse(readFileSync('test/golden/lm_rnn.json', 'utf8')) as {
    final: Record<string, { data: number[] }>;
  };
  const [first] = Object.values(fixture.final);
  first.data[0] += 1e-3;
  const file = join(folder, 'off.json');
  writeFileSync(file, JSON.stringify(fixture));
  const [result, json] = await Promise.all([kioku('golden', file), kioku('golden', file, '--json')]);
  expect(result.code).toBe(1);
  expect(result.stdout).toMatch(/^off\.json +reference .* FAILED$/m);
  expect(json.code).toBe(1);
  const [reference] = json.stdout.split('\n').map((line) => JSON.parse(line || 'null') as object | null);
  expect(reference).toMatchObject({ file: 'off.json', backend: 'reference', tolerance: 1e-9, passed: false });
  expect(reference).toHaveProperty('errors.parameters', expect.closeTo(1e-3, 2));
});

test('a file that is missing, not JSON or something else is told by name and fails, while the others are still checked', async () => {
  const broken = join(folder, 'broken.json');
  writeFileSync(broken, '{"layers": [');
  const result = await kioku('golden', 'nowhere.json', broken, 'package.json', 'test/golden/lm_rnn.json');
  expect(result.code).toBe(1);
  expect(result.stderr).toContain('nowhere.json: There is no file nowhere.json.');
  expect(result.stderr).toMatch(/^broken\.json: .* is not JSON: /m);
  expect(result.stderr).toContain('package.json: layers is not a list.');
  expect(result.stdout).toMatch(/^lm_rnn\.json +reference .* passed$/m);
});
