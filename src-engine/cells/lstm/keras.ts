import { readUsualConfig, usualConfig, type KerasCell } from '../keras-cell.ts';
import type { LstmSpec } from './facts.ts';

/** Keras has the same gates in the same order. */
export const lstmInKeras: KerasCell<LstmSpec> = {
  className: 'LSTM',
  config: (spec) => ({
    ...usualConfig(spec),
    recurrent_activation: spec.recurrentActivation,
    unit_forget_bias: true,
  }),
  read: (layer) => ({ ...readUsualConfig(layer), recurrentActivation: layer.recurrentActivation() }),
};
