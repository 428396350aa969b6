import type { StartRun } from '../../src-main/contract/runs/start-records.ts';

/** The text that every run learns from. */
export const trainingText = 'the quick brown fox jumps over the lazy dog.\n'.repeat(100);

/** 120 steps with a checkpoint of half a megabyte after every third: about half of the time goes into checkpoints. */
export const workload = {
  model: {
    task: 'language-model' as const,
    input: { kind: 'tokens' as const, vocabularySize: 2 },
    layers: [
      { type: 'embedding' as const, dim: 32 },
      { type: 'lstm' as const, units: 64, recurrentDropout: 0.1 },
      { type: 'dropout' as const, rate: 0.1 },
      { type: 'dense' as const, units: 2 },
    ],
  },
  train: {
    batchSize: 10,
    sequenceLength: 10,
    epochs: 3,
    seed: 7,
    earlyStopping: { patience: 100, minDelta: 0, restoreBest: true },
    checkpoints: { everyEpoch: true, everySteps: 3, everyMinutes: null, keepLast: 1000, keepBest: 1 },
  } satisfies StartRun['train'],
};
