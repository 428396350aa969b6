import { expect, test } from 'vitest';
import { checkpointName } from '../../../../src-renderer/domain/training/checkpoint-name.ts';
import { useLocale } from '../../../../src-renderer/locales/use-locale.ts';

test('a checkpoint is named by the epoch whose network it holds', () => {
  const locale = useLocale();
  expect(checkpointName({ epoch: 14, step: 140, restoredEpoch: null }, locale)).toBe('Epoch 14 · step 140');
  expect(checkpointName({ epoch: 14, step: 140, restoredEpoch: 11 }, locale)).toBe('Epoch 11, put back after epoch 14');
});
