import { expect, test } from 'vitest';
import { useLocale } from '../../../../src-renderer/locales/use-locale.ts';
import { configRows } from '../../../../src-renderer/domain/training/config-rows.ts';
import { usualOptimizer } from '../../../../src-renderer/domain/training/usual-optimizer.ts';
import { aRun } from '../../studio/sample-records.ts';

test('settings are told in words, and options only where they are not the usual ones', () => {
  const { train: usual, ...run } = aRun();
  const train = { ...usual, optimizer: usualOptimizer('adam', 0.002) };
  const plain = { ...run, train: { ...train, schedule: { type: 'constant' as const, warmupSteps: 0 } } };
  const stepped = {
    ...plain,
    tokenizer: { type: 'word' as const, locale: 'ja', minimumFrequency: 2 },
    train: { ...train, schedule: { type: 'step' as const, warmupSteps: 0, everyEpochs: 3, factor: 0.5 } },
  };
  const rows = configRows([plain, stepped], useLocale());
  const valuesOf = (label: string) => rows.find((row) => row.label === label)?.values;
  expect(valuesOf('Tokenizer')).toEqual(['Characters', 'Words (locale: ja, minimumFrequency: 2)']);
  expect(valuesOf('Optimizer')).toEqual(['Adam', 'Adam']);
  expect(valuesOf('Schedule')).toEqual(['Constant', 'In steps (Every 3 epochs, Factor 0.5)']);
  expect(rows.filter(({ differs }) => differs)).toHaveLength(2);
});

test('runs over rows of numbers have no tokens, nor a sequence of them', () => {
  const { model, ...run } = aRun();
  const forecaster = { ...run, model: { ...model, input: { kind: 'features' as const, size: 3 } } };
  const labels = configRows([forecaster], useLocale()).map(({ label }) => label);
  expect(labels).toContain('Rows read');
  expect(labels).not.toContain('Tokenizer');
  const [tokenizer] = configRows([forecaster, { ...run, model }], useLocale()).filter(
    ({ label }) => label === 'Tokenizer',
  );
  expect(tokenizer?.values).toEqual(['–', 'Characters']);
});
