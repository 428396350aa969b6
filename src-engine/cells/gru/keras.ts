import type { KerasCell } from '../keras-cell.ts';
import type { GruSpec } from './facts.ts';

/** Keras has the same gates in the same order, and with `reset_after` both rows of the bias. */
export const gruInKeras: KerasCell<GruSpec> = {
  className: 'GRU',
  config: ({ recurrentActivation }) => ({ recurrent_activation: recurrentActivation, reset_after: true }),
  read(layer) {
    const recurrentActivation = layer.recurrentActivation();
    if (layer.config['reset_after'] === true) return { recurrentActivation };
    throw layer.refusal(
      'reset_after=False',
      'is a GRU with reset_after=False, which resets the state before the product',
    );
  },
};
