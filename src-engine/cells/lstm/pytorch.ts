import { missingInTorch, stepwise, type PytorchCell } from '../pytorch-cell.ts';
import type { LstmSpec } from './facts.ts';

/** PyTorch's i f g o is the engine's order. */
export const lstmInPytorch: PytorchCell<LstmSpec> = {
  moduleName: 'lstm',
  rows: { gates: [0, 1, 2, 3], hasRecurrentBias: false },
  torch: { className: 'LSTM', lacks: (spec) => missingInTorch(spec, ['tanh']), arguments: () => [] },
  own: stepwise('lstm'),
};
