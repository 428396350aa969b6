import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { kioku } from './spawn-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'kioku-summary-'));
afterAll(() => rmSync(folder, { recursive: true }));

function modelFile(name: string, contents: string): string {
  const path = join(folder, name);
  writeFileSync(path, contents);
  return path;
}

test('the classifier of the course has the course’s 20,223,927 parameters', async () => {
  const { code, stdout } = await kioku('summary', '--template', 'course-classifier');
  expect(code).toBe(0);
  for (const count of [20_000_050, 91_648, 131_584, 645]) expect(stdout).toMatch(new RegExp(` ${count}$`, 'm'));
  expect(stdout).toContain('Total params: 20,223,927');
});

test('a model file may leave out what is customary', async () => {
  const layers = [{ type: 'one_hot' }, { type: 'lstm', units: 128 }, { type: 'dense', units: 10 }];
  const model = { input: { kind: 'tokens', vocabularySize: 10 }, layers };
  const { code, stdout } = await kioku('summary', '--model', modelFile('good.json', JSON.stringify(model)));
  expect(code).toBe(0);
  // 4·128·(10 + 128 + 1) and 10·(128 + 1)
  expect(stdout).toContain(`Total params: ${(71_168 + 1_290).toLocaleString('en-US')}`);
});

test('a model that cannot work is told with all its problems', async () => {
  const layers = [
    { type: 'lstm', units: 8 },
    { type: 'dropout', rate: 0.5 },
  ];
  const model = { input: { kind: 'tokens', vocabularySize: 10 }, layers };
  const { code, stdout, stderr } = await kioku('summary', '--model', modelFile('bad.json', JSON.stringify(model)));
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr.trim().split('\n').length).toBeGreaterThan(1);
});

test('a template is written as a model file to begin with', async () => {
  const written = await kioku('summary', '--template', 'char-rnn-s', '--vocabulary', '33', '--json');
  expect(JSON.parse(written.stdout)).toMatchObject({ input: { kind: 'tokens', vocabularySize: 33 } });
  const table = await kioku('summary', '--template', 'char-rnn-s', '--vocabulary', '33');
  const again = await kioku('summary', '--model', modelFile('written.json', written.stdout));
  const layers = (text: string) => text.split('Multiply-adds')[0]?.replaceAll(/\(None, \d+/g, '');
  expect(layers(again.stdout)).toBe(layers(table.stdout));
});

test('variances by layer are measured, and shrink where the initial values are too small', async () => {
  const deep = (initializer: string) => {
    const rnn = { type: 'simple_rnn', units: 32, kernelInitializer: initializer, recurrentInitializer: 'zeros' };
    return modelFile(
      `${initializer}.json`,
      JSON.stringify({
        input: { kind: 'tokens', vocabularySize: 20 },
        layers: [{ type: 'embedding', dim: 32 }, rnn, rnn, rnn, { type: 'dense', units: 20 }],
      }),
    );
  };
  const home = join(folder, 'home');
  const measure = (initializer: string, ...options: string[]) =>
    kioku('summary', '--model', deep(initializer), '--variance', '--data-dir', home, ...options);
  const { code, stdout } = await measure('uniform');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Layer at the start +Variance of outputs +of gradients$/m);
  const row = (layer: string) =>
    stdout
      .match(new RegExp(`^${layer} +(\\S+e\\S+) +(\\S+e\\S+)$`, 'm'))!
      .slice(1)
      .map(Number);
  expect(row('simple_rnn_3')[0]).toBeLessThan(row('simple_rnn_1')[0] / 3);
  expect(row('simple_rnn_1')[1]).toBeLessThan(row('simple_rnn_3')[1] / 3);

  const { signals } = JSON.parse((await measure('xavier_uniform', '--json')).stdout);
  expect(signals.map(({ layer }: { layer: number }) => layer)).toEqual([0, 1, 2, 3, 4]);
  expect(signals[3].activation.variance).toBeGreaterThan(signals[1].activation.variance / 3);
});

test.each([
  ['[1, 2', 'is not JSON'],
  ['{"layers": [{"type": "transformer"}]}', 'is not a model'],
])('a file with %s is refused in words', async (contents, words) => {
  const { code, stderr } = await kioku('summary', '--model', modelFile('odd.json', contents));
  expect(code).toBe(1);
  expect(stderr).toContain(words);
});
