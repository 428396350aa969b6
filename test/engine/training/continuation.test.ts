import { expect, test } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint } from '../../../src-engine/checkpoint/checkpoint-file.ts';
import type { Checkpoint } from '../../../src-engine/spec/checkpoint-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { advance, smallTrainer, trainSpec } from './small-run.ts';

/** What is left of a checkpoint when only these tensors are taken from it, on its way through a file. */
function only(checkpoint: Checkpoint, groups: string[], progress: Partial<Checkpoint['progress']> = {}): Checkpoint {
  const tensors = checkpoint.tensors.filter(({ name }) => groups.includes(name.split('/')[0]));
  return decodeCheckpoint(encodeCheckpoint({ progress: { ...checkpoint.progress, ...progress }, tensors }));
}

const parametersOf = ({ tensors }: Checkpoint) => tensors.filter(({ name }) => name.startsWith('parameter/'));

const restoring: Partial<TrainSpec> = {
  optimizer: { type: 'adagrad', learningRate: 0.5, epsilon: 1e-10 },
  earlyStopping: { patience: 100, minDelta: 0, restoreBest: true },
};

test.each([
  ['Adam', {}],
  ['a schedule by epochs', { schedule: { type: 'exponential', warmupSteps: 4, decayPerEpoch: 0.8 } }],
  ['the best parameters restored at the first end', restoring],
] as [string, Partial<TrainSpec>][])(
  'twice as many epochs at once or one half after the other: %s',
  async (_, changes) => {
    const whole = smallTrainer({ train: trainSpec({ ...changes, epochs: 12 }) });
    const { steps } = await advance(whole, 1000);

    const first = smallTrainer({ train: trainSpec({ ...changes, epochs: 6 }) });
    await advance(first, 1000);
    expect(first.end).toBe('finished');
    const beforeRestoring = await first.checkpoint();
    await first.restoreBest();
    const checkpoint = await first.checkpoint();
    if (changes === restoring) expect(parametersOf(checkpoint)).not.toEqual(parametersOf(beforeRestoring));
    const second = smallTrainer({
      train: trainSpec({ ...changes, epochs: 12 }),
      resumeFrom: decodeCheckpoint(encodeCheckpoint(checkpoint)),
    });
    expect((await advance(second, 1000)).steps).toEqual(steps.slice(6 * 14));
    expect(await second.checkpoint()).toEqual(await whole.checkpoint());
    await whole.restoreBest();
    await second.restoreBest();
    expect(parametersOf(await second.checkpoint())).toEqual(parametersOf(await whole.checkpoint()));
  },
);

test('another optimizer begins as at the first step of a run, and goes on as if never interrupted', async () => {
  const before = smallTrainer();
  await advance(before, 20);
  const adam = trainSpec({ optimizer: { type: 'adam', learningRate: 0.01, beta1: 0.8, beta2: 0.99, epsilon: 1e-8 } });
  const handedOver = only(await before.checkpoint(), ['parameter', 'state'], { optimizerSince: 20 });
  const trainer = smallTrainer({ train: adam, resumeFrom: handedOver });
  const { steps: first } = await advance(trainer, 1);
  expect(first[0].step).toBe(21);
  // Adam's first step with a bias correction is the learning rate, whatever the gradient: no weight moves further.
  const [was, is] = [handedOver, await trainer.checkpoint()].map((checkpoint) =>
    parametersOf(checkpoint).flatMap(({ bytes }) => [...new Float64Array(bytes.slice().buffer)]),
  );
  const moves = was.map((value, n) => Math.abs(is[n] - value));
  expect(Math.max(...moves)).toBeCloseTo(0.01, 6);

  const checkpoint = await trainer.checkpoint();
  const { steps } = await advance(trainer, 10);
  const resumed = smallTrainer({ train: adam, resumeFrom: checkpoint });
  expect((await advance(resumed, 10)).steps).toEqual(steps);
});

test('an optimizer whose memory is missing in the middle of a run is refused', async () => {
  const before = smallTrainer();
  await advance(before, 20);
  const checkpoint = await before.checkpoint();
  expect(() => smallTrainer({ resumeFrom: only(checkpoint, ['parameter', 'state']) })).toThrow(/no optimizer\//);
  expect(() => smallTrainer({ resumeFrom: only(checkpoint, ['parameter', 'optimizer']) })).toThrow(/no state\//);
});

test('other batches begin the present epoch again, and all epochs that were wanted come', async () => {
  const before = smallTrainer({ train: trainSpec({ epochs: 4 }) });
  await advance(before, 30);
  expect(before.progress).toMatchObject({ epoch: 2, batchInEpoch: 2 });
  const handedOver = only(await before.checkpoint(), ['parameter', 'optimizer'], {
    batchInEpoch: 0,
    epochLossSum: 0,
    epochTokenCount: 0,
  });
  const trainer = smallTrainer({ train: trainSpec({ epochs: 4, batchSize: 4 }), resumeFrom: handedOver });
  const { stepsPerEpoch, totalSteps } = trainer.plan;
  expect(stepsPerEpoch).toBeLessThan(14);
  expect(totalSteps).toBe(30 + 2 * stepsPerEpoch);
  const { epochs } = await advance(trainer, 1000);
  expect(epochs.map(({ epoch, step }) => [epoch, step])).toEqual([
    [3, 30 + stepsPerEpoch],
    [4, totalSteps],
  ]);
});
