import { missingInTorch, stepwise, type PytorchCell } from '../pytorch-cell.ts';
import type { SimpleRnnSpec } from './facts.ts';

export const simpleRnnInPytorch: PytorchCell<SimpleRnnSpec> = {
  moduleName: 'rnn',
  rows: { gates: [0], hasRecurrentBias: false },
  torch: {
    className: 'RNN',
    lacks: (spec) => missingInTorch(spec, ['tanh', 'relu']),
    arguments: ({ activation }) => (activation === 'relu' ? ['nonlinearity="relu"'] : []),
  },
  own: stepwise('rnn'),
};
