/** What a recurrent cell computes for each of its units at every step. */
export type CellVariable =
  | 'input-gate'
  | 'forget-gate'
  | 'output-gate'
  | 'update-gate'
  | 'reset-gate'
  | 'candidate'
  | 'cell-state'
  | 'hidden-state';

/** A counterfactual: these units take this value at every step, whatever the network computes. */
export interface Clamp {
  /** `<layer index>`, bidirectional `<index>.forward`, `<index>.backward`. */
  loop: string;
  variable: CellVariable;
  /** null: all. */
  units: number[] | null;
  /** Of the hidden state, 0 ablates a unit: nothing else hears of it any more. */
  value: number;
}
