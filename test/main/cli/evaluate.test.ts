import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { endRunning, kioku } from './spawn-cli.ts';

afterEach(endRunning);

const folder = mkdtempSync(join(tmpdir(), 'kioku-evaluate-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);
const home = ['--data-dir', at('home')];

interface Row {
  review: string;
  mood: string;
}
const moods: Record<string, string[]> = {
  good: ['a lovely day, and warm', 'what a lovely, warm evening', 'lovely people'],
  bad: ['an awful day, and cold', 'what an awful, cold evening', 'awful people'],
  dull: ['a day', 'an evening with people', 'people of the day'],
};
const rowsOf = (times: number): Row[] =>
  Array.from({ length: times }, (_, n) =>
    Object.entries(moods).flatMap(([mood, texts]) =>
      texts.map((text): Row => ({ review: `${text} ${'!'.repeat(n % 5)}`, mood })),
    ),
  ).flat();
const csvOf = (rows: readonly Row[], header = 'id,review,mood') =>
  [header, ...rows.map(({ review, mood }, n) => `${n},"${review}",${mood}`)].join('\n');

/** Precision, recall and F1 as scikit-learn's `precision_recall_fscore_support` defines them, counted here from the answers. */
function figuresOf(actual: readonly string[], predicted: readonly string[], labels: readonly string[]) {
  const count = (is: (n: number) => boolean) => actual.filter((_, n) => is(n)).length;
  const perClass = labels.map((label) => {
    const right = count((n) => actual[n] === label && predicted[n] === label);
    const [told, there] = [count((n) => predicted[n] === label), count((n) => actual[n] === label)];
    const precision = told === 0 ? 0 : right / told;
    const recall = there === 0 ? 0 : right / there;
    const f1 = right === 0 ? 0 : (2 * precision * recall) / (precision + recall);
    return { label, precision, recall, f1: expect.closeTo(f1, 12) as number, n: there };
  });
  return {
    n: actual.length,
    accuracy: count((n) => actual[n] === predicted[n]) / actual.length,
    perClass,
    confusion: labels.map((a) => labels.map((b) => count((n) => actual[n] === a && predicted[n] === b))),
  };
}

describe('a classifier', () => {
  const labels = ['bad', 'dull', 'good'];

  beforeAll(async () => {
    writeFileSync(at('train.csv'), csvOf(rowsOf(8)));
    const imported = await kioku(
      'import',
      at('train.csv'),
      '--text-column',
      'review',
      '--label-column',
      'mood',
      ...home,
    );
    expect(imported).toMatchObject({ code: 0 });
    const options = ['--epochs', '2', '--seed', '3', '--learning-rate', '0.01', '--batch-size', '16'];
    const trained = await kioku(
      'train',
      '--dataset',
      'train.csv',
      '--preset',
      'bi-lstm-classifier',
      ...options,
      ...home,
    );
    expect(trained).toMatchObject({ code: 0 });
  });

  test('is compared with a file of its own, whose rows it answers one by one', async () => {
    const rows = rowsOf(2).map((row, n) => (n % 4 === 0 ? { ...row, mood: 'dull' } : row));
    // Other columns beside them, in another order; a row without a text, a ragged one, and a label that nobody has learnt.
    const lines = rows.map(({ review, mood }) => `${mood},x,"${review}"`);
    writeFileSync(at('test.csv'), ['mood,note,review', ...lines, 'good,x,', 'good', 'sad,x,a day'].join('\n'));

    const evaluated = await kioku('evaluate', '--run', 'last', '--data', at('test.csv'), ...home, '--json');
    expect(evaluated).toMatchObject({ code: 0 });
    expect(evaluated.stderr).toContain('1 row without all that is needed left out');
    expect(evaluated.stderr).toContain('1 row with a fault left out');
    expect(evaluated.stderr).toContain('1 label that the network does not know left out: sad 1');

    writeFileSync(at('texts.csv'), csvOf(rows));
    const classified = await kioku('classify', '--run', 'last', '--data', at('texts.csv'), ...home, '--json');
    expect(classified).toMatchObject({ code: 0, stderr: '' });
    const answers = JSON.parse(classified.stdout) as {
      text: string;
      label: string;
      probability: number;
      probabilities: Record<string, number>;
    }[];
    expect(answers.map(({ text }) => text)).toEqual(rows.map(({ review }) => review));
    for (const { label, probability, probabilities } of answers) {
      expect(Object.keys(probabilities)).toEqual(labels);
      expect(Object.values(probabilities).reduce((a, b) => a + b)).toBeCloseTo(1, 5);
      expect(probability).toBe(Math.max(...Object.values(probabilities)));
      expect(probabilities[label]).toBe(probability);
    }

    const document = JSON.parse(evaluated.stdout) as { f1Macro: number };
    const figures = figuresOf(
      rows.map(({ mood }) => mood),
      answers.map(({ label }) => label),
      labels,
    );
    expect(Object.keys(document)).toEqual(['n', 'accuracy', 'f1Macro', 'perClass', 'confusion']);
    expect(document).toMatchObject(figures);
    const f1s = (document as unknown as { perClass: { f1: number }[] }).perClass.map(({ f1 }) => f1);
    expect(document.f1Macro).toBeCloseTo(f1s.reduce((a, b) => a + b) / 3, 12);
    expect(document).toMatchObject({ n: rows.length, accuracy: expect.closeTo(0.75, 0.2) });
  });

  test('finds columns that are called otherwise where they alone can be meant, and takes their names', async () => {
    const rows = rowsOf(1);
    writeFileSync(at('other.csv'), csvOf(rows, 'id,comment,feeling'));
    const named = ['--text', 'comment', '--label', 'feeling'];
    const guessed = await kioku('evaluate', '--run', 'last', '--data', at('other.csv'), ...home, '--json');
    const told = await kioku('evaluate', '--run', 'last', '--data', at('other.csv'), ...named, ...home, '--json');
    expect(told).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(told.stdout)).toMatchObject({ n: rows.length });
    expect(guessed.stdout).toBe(told.stdout);
    const wrong = await kioku('evaluate', '--run', 'last', '--data', at('other.csv'), '--label', 'mood', ...home);
    expect(wrong).toMatchObject({ code: 1, stdout: '' });
    expect(wrong.stderr).toContain('There is no column “mood”. The columns are id, comment, feeling.');
  });

  test('shows figures and confusion as tables, and classifies the lines of a text into a table', async () => {
    const shown = await kioku('evaluate', '--run', 'last', '--data', at('train.csv'), ...home);
    expect(shown.stdout).toMatch(
      /^72 rows: accuracy \d+\.\d %, F1 \d+\.\d % \(mean of the classes\)\n\nclass +precision/,
    );
    expect(shown.stdout).toMatch(/is ↓ taken for → +bad +dull +good\n/);
    writeFileSync(at('lines.txt'), 'a lovely evening\n\nan awful, "cold" one\n');
    const out = ['--out', at('classified.csv')];
    const classified = await kioku('classify', '--run', 'last', '--data', at('lines.txt'), ...out, ...home);
    expect(classified).toMatchObject({ code: 0, stderr: '' });
    const lines = readFileSync(at('classified.csv'), 'utf8').split('\n');
    expect(lines[0]).toBe('text,label,probability,bad,dull,good');
    expect(lines[1]).toMatch(/^a lovely evening,(good|bad|dull),0\.\d+,/);
    expect(lines[2]).toMatch(/^"an awful, ""cold"" one",/);
    expect(lines).toHaveLength(4);
  });

  test('is not compared with files of other things, and keeps none of those that it is compared with', async () => {
    writeFileSync(at('names.csv'), 'name,kind\n"one, two",tree\n"three",tree\n"four",stone\n');
    const labels = ['--text', 'name', '--label', 'kind'];
    const other = await kioku('evaluate', '--run', 'last', '--data', at('names.csv'), ...labels, ...home);
    expect(other).toMatchObject({ code: 1, stdout: '' });
    expect(other.stderr).toContain('knows none of the labels of names.csv, which are stone, tree');
    const datasets = await kioku('datasets', ...home);
    expect(datasets.stdout).toContain('train.csv');
    expect(datasets.stdout).not.toMatch(/names\.csv|other\.csv|test\.csv|lines\.txt/);
  });
});
