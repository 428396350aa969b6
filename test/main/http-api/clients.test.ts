import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { Kioku, KiokuError } from '../../../resources/clients/typescript/index.js';
import { generateClient } from '../../tools/clients/generate-client.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { shareServedApi } from './served-api.ts';

const api = shareServedApi();
const folderOf = (name: string) => fileURLToPath(new URL(`../../../resources/clients/${name}/`, import.meta.url));
const run = promisify(execFile);

test('the TypeScript client is the one that the contract gives', async () => {
  for (const [name, text] of Object.entries(await generateClient()))
    expect(readFileSync(join(folderOf('typescript'), name), 'utf8')).toBe(text);
});

test('the package has what it exports, and nothing else', () => {
  const told = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: folderOf('typescript'),
    encoding: 'utf8',
  });
  const [{ name, files }] = JSON.parse(told) as [{ name: string; files: { path: string }[] }];
  expect(name).toBe('kioku-client');
  expect(files.map(({ path }) => path).toSorted()).toEqual([
    ...['README.md', 'index.d.ts', 'index.js', 'operations.d.ts', 'operations.js', 'package.json'],
  ]);
});

test('the TypeScript client completes, streams, lists, and says what is wrong', async () => {
  const kioku = new Kioku({ baseURL: `${api().origin}/v1`, token: api().tokens.use });
  const input = { model: 'fox', prompt: 'the quick', max_tokens: 30, seed: 3 };
  const { choices } = await kioku.complete(input);
  let streamed = '';
  for await (const part of kioku.streamCompletion(input)) streamed += part.choices[0].text;
  expect(streamed).toBe(choices[0].text);
  const [{ id }] = (await kioku.listRuns({ limit: 1 })).data;
  expect((await kioku.runMetrics({ run: id, max_points: 10 })).steps.length).toBeGreaterThan(0);
  expect(await kioku.metrics()).toContain('kioku_info{version="1.2.3"} 1');
  const refused = kioku.pauseRun({ run: id });
  await expect(refused).rejects.toThrow(KiokuError);
  await expect(refused).rejects.toMatchObject({ status: 403, code: 'insufficient_scope' });
});

test('every cell of the notebook runs with the Python client', async ({ skip }) => {
  skip(spawnSync('python3', ['--version']).status !== 0, 'There is no Python here.');
  const folder = temporaryFolder();
  copyFileSync(join(folderOf('python'), 'kioku_client.py'), join(folder, 'kioku_client.py'));
  const notebook = JSON.parse(readFileSync(join(folderOf('python'), 'kioku.ipynb'), 'utf8')) as {
    nbformat: number;
    cells: { cell_type: string; source: string[]; outputs?: unknown[] }[];
  };
  expect(notebook.nbformat).toBe(4);
  const cells = notebook.cells.filter(({ cell_type: type }) => type === 'code');
  for (const { outputs } of cells) expect(outputs).toEqual([]);
  const program = [
    ...cells.map(({ source }) => source.join('')),
    'print()',
    'print("RUNS", [each["name"] for each in kioku.runs(limit=5)], kioku.run("fox")["state"])',
    'print("STEPS", len(kioku.run_metrics("fox", max_points=20)["steps"]) > 0, kioku.datasets()[0]["name"])',
  ].join('\n\n');
  const { stdout } = await run('python3', ['-c', program], {
    cwd: folder,
    env: { ...process.env, KIOKU_URL: api().origin, KIOKU_TOKEN: api().tokens.use, PYTHONDONTWRITEBYTECODE: '1' },
  });
  expect(stdout).toContain('404 model_not_found');
  expect(stdout).toContain("RUNS ['fox'] finished");
  expect(stdout).toContain('STEPS True fox.txt');
});
