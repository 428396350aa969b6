import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dense, lstm } from '../../../src-engine/models/default-layers.ts';
import type { Continuation } from '../../../src-engine/spec/generation-spec.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { jsonLines, kioku } from './spawn-cli.ts';

test('20 names, after training on the sample of names, begin and end by themselves', async () => {
  const folder = temporaryFolder();
  const home = ['--data-dir', join(folder, 'home')];
  const layers = [{ type: 'one_hot' }, lstm(48), dense(2)];
  const model = { task: 'language-model', input: { kind: 'tokens', vocabularySize: 2 }, layers };
  writeFileSync(join(folder, 'names.json'), JSON.stringify(model));
  expect(await kioku('datasets', '--add-sample', 'first-names', ...home)).toMatchObject({ code: 0 });
  const train = ['--model', join(folder, 'names.json'), '--epochs', '1', '--learning-rate', '0.01', '--seed', '1'];
  const trained = await kioku('train', '--dataset', 'English first names', '--name', 'names', ...train, ...home);
  expect(trained).toMatchObject({ code: 0 });

  const asked = ['generate', '--run', 'last', '--count', '20', '--length', '60', '--seed', '2', ...home];
  const { stdout } = await kioku(...asked, '--json');
  const names = jsonLines(stdout) as unknown as Continuation[];
  expect(names).toHaveLength(20);
  for (const { text, end } of names) {
    expect(end).toBe('document');
    expect(text).toMatch(/^[A-Z][a-z'-]{1,14}$/);
  }
  const shown = await kioku(...asked);
  expect(shown.stdout.match(/, ends by itself —$/gm)).toHaveLength(20);
  const one = await kioku('generate', '--run', 'names', '--prompt', '', '--length', '60', '--seed', '2', ...home);
  expect(one.stdout).toBe(`${names[0]?.text}\n`);
});

test('a classifier says before it trains how many texts it cuts, and where', async () => {
  const folder = temporaryFolder();
  const rows = Array.from({ length: 30 }, (_, n) =>
    n % 3 === 0 ? 'one two three four five six,long' : 'so short,short',
  );
  writeFileSync(join(folder, 'texts.csv'), ['text,label', ...rows].join('\n'));
  const train = ['train', '--data', join(folder, 'texts.csv'), '--preset', 'course-classifier', '--max-steps', '1'];
  const home = ['--data-dir', join(folder, 'home')];
  const cut = await kioku(...train, '--sequence-length', '4', ...home);
  expect(cut.code).toBe(0);
  expect(cut.stderr).toContain(
    '10 of 30 texts (33 %) are longer than 4 tokens and are read only so far; the longest has 6.',
  );
  expect(cut.stderr).toContain('row 1: “…one two three four” is read, “five six…” is not');
  // Blanks take no steps, so that ten of them read six words.
  expect((await kioku(...train, ...home)).stderr).toBe('');
});
