import { describe, expect, test } from 'vitest';
import { findLearningRate } from '../../../src-engine/learning-rate-finder/find-learning-rate.ts';
import type { RatePoint } from '../../../src-engine/spec/learning-rate-spec.ts';
import { backends } from '../insight/drawn-models.ts';
import { advance, smallModel, smallTrainer, trainSpec, uninterrupted, withDropout } from '../training/small-run.ts';

const adam = { type: 'adam', learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

describe.each(backends)('a search on the %s backend', (_, _tolerance, createBackend) => {
  test.each([
    ['Adam with dropout', { model: smallModel(withDropout) }],
    [
      'momentum, gradients of three batches',
      {
        train: trainSpec({
          optimizer: { type: 'momentum', learningRate: 0.1, momentum: 0.9, nesterov: true },
          gradientAccumulation: 3,
        }),
      },
    ],
  ])('in the middle of a training leaves no bit changed: %s', async (_name, training) => {
    const [searching, plain] = [1, 2].map(() => smallTrainer({ ...training, backend: createBackend() }));
    for (const trainer of [searching, plain]) await advance(trainer, 3);
    const points: RatePoint[] = [];
    const optimizer = 'train' in training ? training.train.optimizer : adam;
    await findLearningRate(searching, { optimizer }, (point) => points.push(point), uninterrupted);
    expect(points.length).toBeGreaterThan(30);
    const checkpoints = () => Promise.all([searching, plain].map((trainer) => trainer.checkpoint()));
    const [after, untouched] = await checkpoints();
    expect(after).toEqual(untouched);
    const [going, on] = [await advance(searching, 16), await advance(plain, 16)];
    expect(going).toEqual(on);
    const [ended, undisturbed] = await checkpoints();
    expect(ended.tensors).toEqual(undisturbed.tensors);
  });
});

test('a search tells each rate once, in equal ratios', async () => {
  const trainer = smallTrainer({ train: trainSpec({ optimizer: { type: 'sgd', learningRate: 1 } }) });
  const points: RatePoint[] = [];
  const onPoint = (point: RatePoint) => points.push(point);
  await findLearningRate(trainer, { optimizer: { type: 'sgd', learningRate: 1 }, steps: 40 }, onPoint, uninterrupted);
  expect(points[0].loss).toBeLessThan(Math.log(5) + 0.2);
  expect(points[0].smoothedLoss).toBeCloseTo(points[0].loss!, 10);
  const ratios = points.slice(1).map(({ learningRate }, n) => learningRate / points[n].learningRate);
  for (const ratio of ratios) expect(ratio).toBeCloseTo(ratios[0], 10);
  expect(trainer.stepCount).toBe(0);
});

test('a search that nobody waits for any more ends, and leaves nothing behind either', async () => {
  const trainer = smallTrainer();
  await advance(trainer, 2);
  const before = await trainer.checkpoint();
  const signal = { aborted: false };
  let count = 0;
  const found = await findLearningRate(trainer, { optimizer: adam }, () => (signal.aborted = ++count === 5), {
    ...uninterrupted,
    signal,
  });
  expect(found).toBeUndefined();
  expect(count).toBe(5);
  expect(await trainer.checkpoint()).toEqual(before);
});
