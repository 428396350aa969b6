import type { RecurrentLayerSpec } from './index.ts';

/**
 * The way in which Keras holds a cell that it has a layer for. Its variables there are `kernel`, `recurrent_kernel` and
 * `bias`, in the layout of the engine's `kernel`, `recurrent` and `bias`, and its states are in the order of the cell's
 * facts.
 */
export interface KerasCell<Spec extends RecurrentLayerSpec = RecurrentLayerSpec> {
  readonly className: string;
  /** Returns the fields of the layer's config that depend on the cell. */
  config(spec: Spec): Record<string, unknown>;
  /** Reads these fields back into those of the spec. Throws the error that `layer.refusal` makes. */
  read(layer: KerasCellReading): Partial<Spec>;
}

/**
 * The description of a recurrent layer in a file of Keras. The methods throw for anything that the engine does not
 * have.
 */
export interface KerasCellReading {
  readonly config: Readonly<Record<string, unknown>>;
  /** φ. */
  activation(): 'tanh' | 'softsign' | 'relu';
  /** σ of the gates. */
  recurrentActivation(): 'sigmoid' | 'hard_sigmoid';
  recurrentDropout(): number;
  /**
   * Returns the error for something that the studio does not have. `detail` names it in Keras' words, and `what` says
   * it in words that follow the layer's name.
   */
  refusal(detail: string, what: string): Error;
}

/** The fields that every cell of Keras has. */
export function usualConfig(spec: { activation: string; recurrentDropout: number }): Record<string, unknown> {
  return { activation: spec.activation, recurrent_dropout: spec.recurrentDropout };
}

export function readUsualConfig(layer: KerasCellReading) {
  return { activation: layer.activation(), recurrentDropout: layer.recurrentDropout() };
}
