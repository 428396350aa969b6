import { expect, test } from 'vitest';
import { wastedEpochs } from '../../../../src-main/runs/doctor/wasted-epochs.ts';
import { checkpointOf, epochsOf, factsOf } from './facts-of.ts';

const curve = (...losses: number[]) => epochsOf(losses, losses);
const flat = (count: number) => Array.from({ length: count }, () => 2);

test.each([
  ['losses that fall to the end', curve(3, 2.8, 2.6, 2.5, 2.4, 2.3, 2.2, 2.1, 2.05, 2), null],
  ['a best epoch near the end', curve(3, 2.6, 2.4, 2.2, 2.1, 2, 2.01, 2.02), null],
  ['most epochs after the best', curve(3, 2.5, 2, ...flat(9)), 'warning'],
  [
    'epochs that make a loss of nearly nothing smaller still',
    curve(1.2, 0.3, 0.01, 0.009, 0.008, 0.006, 0.005, 0.004, 0.004, 0.004, 0.004, 0.004),
    'warning',
  ],
  ['nothing learnt at all', curve(3.92, 3.9, ...flat(9).map(() => 3.91)), null],
  [
    'falls of two thousandths of a nat among swings of a hundredth',
    curve(
      ...[0.289, 0.283, 0.197, 0.272, 0.177, 0.16, 0.156, 0.163, 0.158, 0.161, 0.157, 0.154, 0.162, 0.156, 0.159],
      ...[0.155, 0.166, 0.158, 0.162, 0.156, 0.161, 0.157, 0.152, 0.163, 0.158, 0.164, 0.157, 0.162, 0.16, 0.166],
    ),
    'warning',
  ],
  [
    'a loss of nearly nothing that falls by 0.2 % in the end',
    curve(...Array.from({ length: 9 }, () => 0.01), 0.009978),
    'warning',
  ],
  [
    'noise that a slow fall leaves behind',
    curve(...Array.from({ length: 24 }, (_, n) => 2 - 0.02 * n + (n % 2 === 0 ? 0.01 : -0.01))),
    null,
  ],
  [
    'a loss of nearly nothing that halves every few epochs',
    curve(...Array.from({ length: 16 }, (_, n) => 0.02 * 0.8 ** n)),
    null,
  ],
  ['a few epochs after the best', curve(3, 2.5, 2, 2, 2.01, 2.02), null],
  [
    'a short training, whose few last epochs brought nothing',
    curve(0.6, 0.466, 0.47, ...flat(5).map(() => 0.47)),
    null,
  ],
  [
    'a fall that swings of a tenth hide from one epoch to the next',
    curve(
      ...[1.095, 1.078, 1.055, 1.006, 0.98, 0.895, 0.915, 0.949, 0.876, 0.868],
      ...[0.881, 0.933, 0.934, 0.914, 0.925, 0.909, 0.882, 0.868, 0.861, 0.863],
    ),
    null,
  ],
] as const)('%s', (_, epochs, severity) => {
  expect(wastedEpochs(factsOf({ epochs }))?.severity ?? null).toBe(severity);
});

test('early stopping wastes no more than its patience, and one that puts the best back loses nothing but time', () => {
  const epochs = curve(3, 2.5, 2, ...flat(9));
  const train = { earlyStopping: { patience: 10, minDelta: 0, restoreBest: true } };
  const outcome = { kind: 'stopped-early', epoch: 12, step: 1200, best: 3, patience: 9, restored: true } as const;
  expect(wastedEpochs(factsOf({ epochs, train, outcome }))).toBeNull();
  expect(wastedEpochs(factsOf({ epochs, train }))?.severity).toBe('note');
});

test('keeps the best checkpoint or, where that was put back already, trains fewer epochs', () => {
  const epochs = curve(3, 2.5, 2, ...flat(9));
  const checkpoints = [checkpointOf(3, 2), checkpointOf(12, 2.01)];
  expect(wastedEpochs(factsOf({ epochs, checkpoints }))?.fix).toEqual({
    kind: 'keep-checkpoint',
    checkpointId: 'epoch-3',
  });
  const earlyStopping = { patience: 10, minDelta: 0, restoreBest: true };
  expect(wastedEpochs(factsOf({ epochs, checkpoints, train: { earlyStopping } }))?.fix).toMatchObject({
    kind: 'new-run',
    changes: { train: { epochs: 8, earlyStopping: { restoreBest: true } } },
  });
});
