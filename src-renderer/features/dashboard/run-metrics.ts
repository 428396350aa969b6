import { GrowingColumns } from '../../charts/growing-columns.ts';

/** Everything measured in one run, as columns; outside Vue's reactivity. Missing validation values are NaN. */
export interface RunMetrics {
  steps: GrowingColumns<'step' | 'epoch' | 'loss' | 'gradientNorm' | 'learningRate' | 'tokensPerSecond' | 'elapsedMs'>;
  epochs: GrowingColumns<'step' | 'epoch' | 'trainLoss' | 'validationLoss'>;
}

export function createRunMetrics(): RunMetrics {
  return {
    steps: new GrowingColumns([
      'step',
      'epoch',
      'loss',
      'gradientNorm',
      'learningRate',
      'tokensPerSecond',
      'elapsedMs',
    ]),
    epochs: new GrowingColumns(['step', 'epoch', 'trainLoss', 'validationLoss']),
  };
}
