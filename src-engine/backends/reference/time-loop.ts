import type { Tensor } from '../backend.ts';
import { floats, integers } from './reference-tensor.ts';

/** One step of a recurrent layer: the time t, and the blocks of `h` (and `c`) that hold the state before and after it. */
export interface TimeStep {
  t: number;
  before: number;
  after: number;
}

/** The T steps in the order in which the layer takes them. */
export function timeSteps(count: number, reverse: boolean): TimeStep[] {
  return Array.from({ length: count }, (_, n) =>
    reverse ? { t: count - 1 - n, before: count - n, after: count - 1 - n } : { t: n, before: n, after: n + 1 },
  );
}

/** T, B and H of a time loop, from its states (T+1, B, H). */
export function loopExtents(h: Tensor): { steps: number; batch: number; units: number } {
  const [blocks, batch, units] = h.shape;
  return { steps: blocks - 1, batch, units };
}

/** Block `index` of a tensor that is a row of blocks of `size` elements; shares its memory. */
export function blockOf(tensor: Tensor, index: number, size: number): Float64Array {
  return floats(tensor).subarray(index * size, (index + 1) * size);
}

/** Tells whether sequence b has ended before t. */
export function isPadding(lengths: Tensor | null, b: number, t: number): boolean {
  return lengths !== null && t >= integers(lengths)[b];
}

/** Tells whether the step at t leaves states of 0 to sequence b, as before a new document. */
export function isReset(resets: Tensor | null, b: number, t: number): boolean {
  return resets !== null && integers(resets)[t * resets.shape[1] + b] !== 0;
}

/** Sets the states (B, H), or their gradients, of every sequence that begins anew after the step at t to 0. */
export function clearResetStates(resets: Tensor | null, t: number, states: Float64Array, units: number): void {
  for (let b = 0; b < states.length / units; b++) {
    if (isReset(resets, b, t)) states.fill(0, b * units, (b + 1) * units);
  }
}

/** Restores the state of every sequence that has ended before t: from (B, H) to (B, H). */
export function copyPaddedStates(
  lengths: Tensor | null,
  t: number,
  from: Float64Array,
  to: Float64Array,
  units: number,
): void {
  for (let b = 0; b < to.length / units; b++) {
    if (isPadding(lengths, b, t)) to.set(from.subarray(b * units, (b + 1) * units), b * units);
  }
}

/** mask ⊙ state, in a new array; or, without a mask, the state itself. */
export function masked(state: Float64Array, mask: Tensor | null): Float64Array {
  if (mask === null) return state;
  const factors = floats(mask);
  const product = new Float64Array(state.length);
  for (let n = 0; n < product.length; n++) product[n] = factors[n] * state[n];
  return product;
}

/** Puts a counterfactual value in place of a unit's own: row `row` of an override (·, H), NaN where there is none. */
export function overridden(override: Tensor | null, row: number, unit: number, units: number, value: number): number {
  if (override === null) return value;
  const replacement = floats(override)[row * units + unit];
  return Number.isNaN(replacement) ? value : replacement;
}
