import { readUsualConfig, usualConfig, type KerasCell } from '../keras-cell.ts';
import type { GruSpec } from './facts.ts';

/** Keras has the same gates in the same order, and with `reset_after` both rows of the bias. */
export const gruInKeras: KerasCell<GruSpec> = {
  className: 'GRU',
  config: (spec) => ({ ...usualConfig(spec), recurrent_activation: spec.recurrentActivation, reset_after: true }),
  read(layer) {
    const fields = { ...readUsualConfig(layer), recurrentActivation: layer.recurrentActivation() };
    if (layer.config['reset_after'] === true) return fields;
    throw layer.refusal(
      'reset_after=False',
      'is a GRU with reset_after=False, which resets the state before the product',
    );
  },
};
