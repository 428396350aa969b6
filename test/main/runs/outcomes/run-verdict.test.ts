import { expect, test } from 'vitest';
import type { RunOutcome } from '../../../../src-main/contract/runs/outcome-records.ts';
import { judgeTraining } from '../../../../src-main/runs/outcomes/run-verdict.ts';

const finished: RunOutcome = { kind: 'finished', epoch: 1, step: 1 };
const early: RunOutcome = {
  ...{ kind: 'stopped-early', epoch: 14, step: 140, best: 11, patience: 3, restored: true },
};
const none = () => null;
/** The chance of 100 tokens. */
const chanceLoss = Math.log(100);
const judge = (
  outcome: RunOutcome | null,
  measured: Parameters<typeof judgeTraining>[1]['epochs'],
  lastLosses: Parameters<typeof judgeTraining>[1]['lastLosses'],
) => judgeTraining(outcome, { epochs: measured, chanceLoss, lastLosses });
const epochs = (validation: (number | null)[], training = validation.map((_, n) => 3 - n / 10)) =>
  validation.map((validationLoss, n) => ({ epoch: n + 1, trainLoss: training[n], validationLoss }));
const falling = (count: number, ratio: number) => Array.from({ length: count }, (_, n) => 2 + ratio ** n);

test('a loss that falls steadily is worth as many epochs again, and twice as many at most', () => {
  const steady = Array.from({ length: 10 }, (_, n) => 4 - n / 10);
  expect(judge(finished, epochs(steady), none)).toEqual({ kind: 'still-falling', moreEpochs: 20 });
});

test('a loss that falls less and less is worth the epochs after which a gain cannot be seen', () => {
  // A gain of 0.3 · 0.7ⁿ in epoch n + 1 is below 0.0005 after epoch 19.
  const verdict = judge(finished, epochs(falling(10, 0.7)), none);
  expect(verdict).toEqual({ kind: 'still-falling', moreEpochs: 10 });
  expect(judge(finished, epochs(falling(30, 0.7)), none)).toEqual({ kind: 'levelled-off' });
});

test('the last epoch that was better is named, and whether the training loss fell on', () => {
  const validation = [3, 2.5, 2.2, 2.1, 2.05, 2, 2.1, 2.2, 2.3, 2.4];
  expect(judge(finished, epochs(validation), none)).toEqual({
    kind: 'no-better-since',
    epoch: 6,
    learnsByHeart: true,
  });
  const flat = validation.map(() => 2);
  expect(judge(finished, epochs(validation, flat), none)).toMatchObject({ epoch: 6, learnsByHeart: false });
});

test('one worse epoch at the end of a long fall is chance, and an improvement by 0.000 is none', () => {
  const steady = Array.from({ length: 20 }, (_, n) => 4 - n / 20);
  expect(judge(finished, epochs([...steady, 3.1]), none)).toMatchObject({ kind: 'still-falling' });
  const creeping = Array.from({ length: 200 }, (_, n) => 2 - n * 1e-6);
  expect(judge(finished, epochs(creeping), none)).toEqual({ kind: 'levelled-off' });
});

test('small squared errors are judged by shares of themselves', () => {
  const errors = Array.from({ length: 10 }, (_, n) => 0.004 - n * 0.0003);
  expect(judge(finished, epochs(errors), none)).toMatchObject({ kind: 'still-falling' });
});

test('a training that ran out of patience names the epoch that was the best', () => {
  const validation = [3, 2.9, 2.8, 2.7, 2.6, 2.5, 2.4, 2.3, 2.2, 2.1, 2, 2.0001, 2.0002, 2.0003];
  expect(judge(early, epochs(validation), none)).toMatchObject({ kind: 'no-better-since', epoch: 11 });
});

test('training losses judge where nothing is held back, and steps where there are no two epochs', () => {
  const unheld = epochs([null, null, null], [3, 2, 1]);
  expect(judge(finished, unheld, none)).toMatchObject({ kind: 'still-falling' });
  expect(judge(finished, epochs([2]), () => ({ before: 2, last: 1.9 }))).toEqual({
    kind: 'still-falling',
    moreEpochs: 1,
  });
  expect(judge(finished, epochs([2]), () => ({ before: 2, last: 1.999 }))).toBeNull();
  expect(judge(finished, [], none)).toBeNull();
});

test('a loss that never was better than chance is no learning, however much it fell', () => {
  expect(judge(finished, epochs([40, 30, 20]), none)).toEqual({ kind: 'learnt-nothing' });
  expect(judge(finished, epochs([4.7]), none)).toEqual({ kind: 'learnt-nothing' });
});

test('nothing is said of a training that is not over, or that diverged', () => {
  const diverged: RunOutcome = {
    ...{ kind: 'diverged', step: 9, since: 3, epoch: 2, reason: 'loss', loss: 50, limit: 20 },
  };
  expect(judge(null, epochs([3, 2]), none)).toBeNull();
  expect(judge(diverged, epochs([3, 2]), none)).toBeNull();
});

test('of a text of one token, of which chance is right, it is not said that nothing was learnt', () => {
  const certain = judgeTraining(early, { epochs: epochs([0, 0, 0], [0, 0, 0]), chanceLoss: 0, lastLosses: none });
  expect(certain).not.toMatchObject({ kind: 'learnt-nothing' });
});
