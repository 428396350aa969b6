import type { PytorchCell } from '../pytorch-cell.ts';
import type { RecurrentLayerSpec } from '../index.ts';

/** A spec whose units are divided among heads. */
export type HeadedSpec = RecurrentLayerSpec & { heads: number };

export const slstmInPytorch: PytorchCell<HeadedSpec> = {
  moduleName: 'slstm',
  rows: null,
  torch: null,
  own: {
    className: 'SLSTM',
    from: 'cells.slstm',
    arguments: ({ heads }) => ({ before: [], after: [`heads=${heads}`] }),
  },
};
