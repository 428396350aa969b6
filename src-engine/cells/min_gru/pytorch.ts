import type { PytorchCell } from '../pytorch-cell.ts';
import type { MinGruSpec } from './facts.ts';

export const minGruInPytorch: PytorchCell<MinGruSpec> = {
  moduleName: 'min_gru',
  rows: null,
  torch: null,
  own: { className: 'MinGRU', from: 'cells.min_gru', arguments: () => ({ before: [], after: [] }) },
};
