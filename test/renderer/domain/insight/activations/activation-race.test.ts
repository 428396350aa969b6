import { expect, test } from 'vitest';
import { isRecurrent } from '../../../../../src-engine/cells/index.ts';
import { raceOf } from '../../../../../src-renderer/domain/insight/activations/activation-race.ts';
import { aRun } from '../../../studio/sample-records.ts';

test('the racers differ in the activation of their cells and in nothing else', () => {
  const run = aRun();
  const [tanh, softsign] = raceOf(run, 3);
  const activations = (racer: typeof tanh) =>
    racer?.model?.layers.flatMap((layer) => (isRecurrent(layer) && 'activation' in layer ? [layer.activation] : []));
  expect(new Set(activations(tanh))).toEqual(new Set(['tanh']));
  expect(new Set(activations(softsign))).toEqual(new Set(['softsign']));
  const plain = (racer: typeof tanh) =>
    JSON.stringify({ ...racer, name: '' }).replaceAll('"activation":"softsign"', '"activation":"tanh"');
  expect(plain(softsign)).toBe(plain(tanh));
  expect(tanh?.train).toMatchObject({ seed: run.train.seed, epochs: 3, maxSteps: null });
});
