/** A batch on which an exported model has to compute what the engine computes. All arrays are batch-major, as other runtimes have them. */
export interface ParityInput {
  batch: number;
  /** T. */
  steps: number;
  /** Token ids (B, T); null means that the model takes features. */
  ids: Int32Array | null;
  /** (B, T, F); null means that the model takes tokens. */
  features: Float32Array | null;
  /** (B): steps of each sequence, what comes after them has no effect; null means that all have T steps. */
  lengths: Int32Array | null;
  /**
   * The inputs of a network that reads a table, by name, instead of features; left out for other networks. `features` are null then,
   * and `steps` the rows.
   */
  numbers?: NamedNumbers | undefined;
}

/** Arrays (B, …) by name, row-major. */
export type NamedNumbers = Readonly<Record<string, { shape: number[]; values: Float64Array }>>;
