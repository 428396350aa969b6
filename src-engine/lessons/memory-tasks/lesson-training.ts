import type { Experiment } from './experiment.ts';

/** The training of all experiments, apart from sizes: Adam, gradients clipped, the learning rate falling along a cosine. */
export function lessonTraining(own: {
  maxSteps: number;
  batchSize: number;
  sequenceLength: number;
  learningRate: number;
}): Experiment['train'] {
  const { learningRate, ...sizes } = own;
  return {
    epochs: 1,
    ...sizes,
    optimizer: { type: 'adam', learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    schedule: { type: 'cosine', warmupSteps: 0, finalFactor: 0.01 },
    clip: { type: 'norm', max: 1 },
    l2: 0,
    gradientAccumulation: 1,
    validationFraction: 0,
    earlyStopping: null,
    classWeights: null,
    checkpoints: { everyEpoch: false, everySteps: null, everyMinutes: null, keepLast: 1, keepBest: 0 },
    seed: 1,
    backend: 'auto',
    threads: 1,
  };
}
