import { afterEach, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { endRunning, kioku } from './spawn-cli.ts';

afterEach(endRunning);

test('“kioku explain” tells which parts of a text a prediction comes from, as a table and as JSON', async () => {
  const home = ['--data-dir', temporaryFolder()];
  const asked = ['explain', '--run', 'first-names-classifier', '--text', 'Anna'];
  const table = await kioku(...asked, ...home);
  expect(table).toMatchObject({ code: 0, stderr: '' });
  expect(table.stdout).toMatch(/^“female”: probability [\d.]+ %, score [+−][\d.]+\ntoken +contribution/);
  expect(table.stdout.match(/^[Ana] +[+−]\d\.\d{3}/gm)).toHaveLength(4);

  const document = JSON.parse((await kioku(...asked, '--output', 'male', '--json', ...home)).stdout) as {
    output: string;
    position: number | null;
    pieces: { text: string; contribution: number }[];
  };
  expect(document).toMatchObject({ output: 'male', position: null });
  expect(document.pieces.map(({ text }) => text).join('')).toBe('Anna');

  const refused = await kioku(...asked, '--position', '2', ...home);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('Leave --position out');
});
