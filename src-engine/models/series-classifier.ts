import { attentionPooling, dense, dropout, lstm } from './default-layers.ts';
import { adam, defaultTraining } from './presets.ts';
import type { Preset } from './presets.ts';

/** Sequences of numbers are few and noisy: what keeps a network from learning them by heart counts more than its size. */
const DROPOUT = 0.25;

/** Tells classes of sequences of numbers of any length: two bidirectional LSTM layers whose steps attention weighs. */
export function seriesClassifier(): Preset {
  const bothWays = () => lstm(48, { bidirectional: 'concat', recurrentDropout: DROPOUT });
  return {
    id: 'series-classifier',
    name: 'Classifier of sequences of numbers',
    description:
      'Tells the class of sequences of numbers, such as rows of sensors: two LSTM layers of 48 units each way, whose steps attention weighs.',
    model: {
      task: 'classification',
      input: { kind: 'features', size: 1 },
      layers: [
        bothWays(),
        dropout(DROPOUT),
        bothWays(),
        dropout(DROPOUT),
        attentionPooling(32),
        dense(2),
        { type: 'activation', activation: 'softmax' },
      ],
    },
    train: {
      ...defaultTraining('classification'),
      // Sequences that differ in length, size and offset at once may be learnt late: after 40 epochs some were not.
      epochs: 80,
      batchSize: 16,
      optimizer: { ...adam, learningRate: 3e-3 },
      schedule: { type: 'cosine', warmupSteps: 20, finalFactor: 0.05 },
      clip: { type: 'norm', max: 1 },
      labelSmoothing: 0.1,
      checkpoints: { ...defaultTraining('classification').checkpoints, everyEpoch: false },
    },
  };
}
