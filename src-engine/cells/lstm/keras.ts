import type { KerasCell } from '../keras-cell.ts';
import type { LstmSpec } from './facts.ts';

/** Keras has the same gates in the same order. */
export const lstmInKeras: KerasCell<LstmSpec> = {
  className: 'LSTM',
  config: ({ recurrentActivation }) => ({ recurrent_activation: recurrentActivation, unit_forget_bias: true }),
  read: (layer) => ({ recurrentActivation: layer.recurrentActivation() }),
};
