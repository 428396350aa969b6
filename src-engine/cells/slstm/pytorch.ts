import type { PytorchCell } from '../pytorch-cell.ts';
import type { SlstmSpec } from './facts.ts';

export const slstmInPytorch: PytorchCell<SlstmSpec> = {
  moduleName: 'slstm',
  rows: null,
  torch: null,
  own: {
    className: 'SLSTM',
    from: 'cells.slstm',
    arguments: ({ heads }) => ({ before: [], after: [`heads=${heads}`] }),
  },
};
