import { expect, test } from 'vitest';
import { runFigures } from '../../../../../src-renderer/features/dashboard/header/run-figures.ts';
import { useLocale } from '../../../../../src-renderer/locales/use-locale.ts';
import { aRun } from '../../../studio/sample-records.ts';

const locale = useLocale();
const nothingBeside = { memoryBytes: null, nGrams: [] };
const told = (figures: { id: string; value: string; note: string | null }[]) =>
  figures.map(({ id, value, note }) => [id, value, note].filter((part) => part !== null).join(' '));

test('a writer’s perplexity, best loss and time left are told first', () => {
  const run = aRun({
    state: 'running',
    epoch: 3,
    step: 300,
    totalSteps: 1000,
    trainLoss: 1.9,
    validationLoss: 2,
    bestValidationLoss: 1.951,
    bestEpoch: 2,
    remainingMs: 120_000,
    elapsedMs: 60_000,
  });
  const { main, others } = runFigures(run, { ...nothingBeside, memoryBytes: 12_000_000 }, locale);
  expect(told(main)).toEqual(['perplexity 7.39 Validation', 'best 1.951 epoch 2', 'left 2 min']);
  expect(others.map(({ id }) => id)).toEqual(expect.arrayContaining(['epoch', 'step', 'elapsed', 'memory', 'train']));
  expect(told(others)).toContain('step 300 / 1,000');
});

test.each([
  [true, 'perplexity 4.48 Validation'],
  [false, 'perplexity 7.39 Validation'],
])('the perplexity is that of the weights that the run has in the end (best put back: %s)', (restored, figure) => {
  const run = aRun({
    state: 'finished',
    validationLoss: 2,
    bestValidationLoss: 1.5,
    bestEpoch: 2,
    outcome: { kind: 'stopped-early', epoch: 5, step: 500, best: 2, patience: 3, restored },
  });
  expect(told(runFigures(run, nothingBeside, locale).main)).toContain(figure);
});

test('before the first validation the training’s perplexity stands there, and where nothing is left, the time it took', () => {
  const run = aRun({
    trainLoss: 1,
    validationLoss: null,
    bestValidationLoss: null,
    remainingMs: null,
    elapsedMs: 3000,
  });
  const { main, others } = runFigures(run, nothingBeside, locale);
  expect(told(main)).toEqual(['perplexity 2.72 Training', 'elapsed 3 sec']);
  expect(others.map(({ id }) => id)).not.toContain('elapsed');
});

test('a classifier’s score stands where a writer’s perplexity does', () => {
  const { model } = aRun();
  const run = aRun({ model: { ...model, task: 'classification' }, bestScores: { accuracy: 0.812 } });
  expect(told(runFigures(run, nothingBeside, locale).main)[0]).toBe('score 81.2%');
});

test('a writer’s losses are told in units of text, beside the perplexities of models of the last tokens', () => {
  const unitsPerToken = { characters: 1, words: 0.25, bytes: 2 };
  const run = aRun({ bestValidationLoss: 2 * Math.LN2, unitsPerToken });
  const nGrams = ([1, 2, 5] as const).map((order) => ({ order, loss: Math.log(40 / order), discounts: [] }));
  const { others } = runFigures(run, { memoryBytes: null, nGrams }, locale);
  expect(told(others)).toEqual(expect.arrayContaining(['bits 2.000 · 8.000 · 1.000', 'n-grams 40.00 · 20.00 · 8.00']));
  expect(others.at(-1)?.label).toBe('Unigram · Bigram · 5-gram');
});
