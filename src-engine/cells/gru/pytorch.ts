import { missingInTorch, stepwise, type PytorchCell } from '../pytorch-cell.ts';
import type { GruSpec } from './facts.ts';

/** PyTorch's r z n stands for z r h̃. */
export const gruInPytorch: PytorchCell<GruSpec> = {
  moduleName: 'gru',
  rows: { gates: [1, 0, 2], hasRecurrentBias: true },
  torch: { className: 'GRU', lacks: (spec) => missingInTorch(spec, ['tanh']), arguments: () => [] },
  own: stepwise('gru'),
};
