import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createEntityCounter } from '../../../src-engine/metrics/entity-counts.ts';
import { entityScores } from '../../../src-engine/metrics/tag-scorer.ts';
import { englishTagged } from '../../../src-engine/samples/english-tagged.ts';
import { writeConll, writeTaggedSentences } from '../../../src-engine/samples/tagged-sentences.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { endRunning, jsonLines, kioku } from './spawn-cli.ts';

afterEach(endRunning);

test('a two-column file is imported, trained on and tagged, with an entity F1 of 0.95 and more on what nobody has learnt', async () => {
  const folder = temporaryFolder();
  const home = ['--data-dir', join(folder, 'data')];
  const names = join(folder, 'names.txt');
  writeFileSync(names, writeConll(writeTaggedSentences(englishTagged, 400, 11)));

  const imported = await kioku('import', names, ...home);
  expect(imported).toMatchObject({ code: 0, stderr: '' });
  expect(imported.stdout).toMatch(
    /names\.txt: tagged[\s\S]*400 sentences, [\d,]+ tokens, 6 tags\ntags: B-DATE \d+, B-LOC/,
  );

  const trained = await kioku('train', '--dataset', 'names.txt', '--epochs', '8', '--seed', '5', ...home, '--json');
  const lines = jsonLines(trained.stdout);
  expect(lines[0]).toMatchObject({ type: 'start', preset: 'bi-lstm-tagger' });
  const epochs = lines.filter(({ type }) => type === 'epoch');
  expect(epochs).toHaveLength(8);
  const { entityF1 } = epochs.at(-1)?.['scores'] as { entityF1: number };
  expect(entityF1).toBeGreaterThan(0.95);
  expect(lines.at(-1)).toMatchObject({ type: 'done', bestScores: { entityF1: expect.any(Number) } });

  const shown = await kioku('runs', '--metrics', 'last', ...home);
  expect(shown.stdout).toMatch(/^epoch +step +training loss +entity F1/);
  expect(shown.stdout).toMatch(/After epoch 8:\ntype +precision +recall +F1 +entities\nDATE/);

  // Other sentences of the grammar, from another seed, as a file of tokens.
  const others = writeTaggedSentences(englishTagged, 200, 12);
  const tokens = join(folder, 'others.txt');
  writeFileSync(tokens, others.map(({ tokens: words }) => `${words.join('\n')}\n\n`).join(''));
  const tagged = jsonLines((await kioku('tag', tokens, '--tokens', '--run', 'last', ...home, '--json')).stdout);
  expect(tagged.map((sentence) => sentence['tokens'])).toEqual(others.map((sentence) => sentence.tokens));
  const counter = createEntityCounter(['B-DATE', 'B-LOC', 'B-PER', 'I-DATE', 'I-PER', 'O']);
  others.forEach(({ tags }, n) => {
    tags.forEach((tag, t) => counter.token(tag, (tagged[n]?.['tags'] as string[])[t] ?? ''));
    counter.endSentence();
  });
  expect(entityScores(counter.counts()).entityF1).toBeGreaterThan(0.95);

  // May is a name and a month; the word that nobody has seen is a place by what is around it.
  const typed = await kioku('tag', '--text', 'May Reed was born in Xanthippe on 5 May 1963.', '--run', 'last', ...home);
  expect(typed.stdout).toBe(
    'May\tB-PER\nReed\tI-PER\nwas\tO\nborn\tO\nin\tO\nXanthippe\tB-LOC\non\tO\n5\tB-DATE\nMay\tI-DATE\n1963\tI-DATE\n.\tO\n\n',
  );
  expect(typed.stderr).toContain('not in the vocabulary: Xanthippe');
});
