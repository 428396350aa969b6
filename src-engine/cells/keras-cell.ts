import type { RecurrentLayerSpec } from './index.ts';

/**
 * How Keras holds a cell that it has a layer for. Its variables there are `kernel`, `recurrent_kernel` and `bias`, in the layout of the
 * engine's `kernel`, `recurrent` and `bias`, and its states are in the order of the cell's facts.
 */
export interface KerasCell<Spec extends RecurrentLayerSpec = RecurrentLayerSpec> {
  readonly className: string;
  /** Returns the fields of the layer's config beside those that all recurrent layers of Keras have. */
  config(spec: Spec): Record<string, unknown>;
  /** Reads these fields back into those of the spec beside the shared ones. Throws what `layer.refusal` makes. */
  read(layer: KerasCellReading): Partial<Spec>;
}

/** The description of a recurrent layer in a file of Keras. */
export interface KerasCellReading {
  readonly config: Readonly<Record<string, unknown>>;
  /** Reads σ of the gates. Throws for one that the engine does not have. */
  recurrentActivation(): 'sigmoid' | 'hard_sigmoid';
  /** `detail`: what the studio does not have, in Keras' words; `what` says it after the layer's name. */
  refusal(detail: string, what: string): Error;
}
