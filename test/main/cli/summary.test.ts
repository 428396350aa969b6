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

test.each([
  ['[1, 2', 'is not JSON'],
  ['{"layers": [{"type": "transformer"}]}', 'is not a model'],
])('a file with %s is refused in words', async (contents, words) => {
  const { code, stderr } = await kioku('summary', '--model', modelFile('odd.json', contents));
  expect(code).toBe(1);
  expect(stderr).toContain(words);
});
