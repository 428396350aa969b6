/** SimpleRNN over all time steps, sequences begin … end of the batch: h_t = φ(z_t + (m ⊙ h_{t−1})·R). */
import { ActivationCode, Bytes } from '../argument-types';
import { activateCandidate, candidateSlope } from '../activations';
import { product } from '../product';
import { storeFirst } from '../simd';
import {
  blockAfter,
  blockBefore,
  isPadding,
  isReset,
  multiplyElements,
  overridden,
  propagateToState,
  receiveGradient,
  rowsUntilPadding,
  timeOf,
} from '../time-loop';

/** `recurrent` as the B of `product`, 0 if z_t + h_{t−1}·R is in h_t already; `maskedState` (batch, units) is workspace, needed if there is a mask. */
export function rnnForward(
  begin: i32,
  end: i32,
  steps: i32,
  batch: i32,
  units: i32,
  recurrent: usize,
  recurrentStride: Bytes,
  lengths: usize,
  resets: usize,
  reverse: bool,
  mask: usize,
  maskedState: usize,
  activation: ActivationCode,
  replacements: usize,
  h: usize,
  z: usize,
): void {
  const stateBytes: usize = batch * units * 4;
  const rowBytes: usize = units * 4;
  const first: usize = begin * rowBytes;
  const rows = end - begin;
  for (let n = 0; n < steps; n++) {
    const t = timeOf(n, steps, reverse);
    const before = h + blockBefore(t, reverse) * stateBytes + first;
    const after = h + blockAfter(t, reverse) * stateBytes + first;
    let state = before;
    if (mask) {
      state = maskedState + first;
      multiplyElements(rows * units, mask + first, before, state);
    }
    const zNow = z + t * stateBytes + first;
    if (recurrent) product(rowsUntilPadding(lengths, begin, rows, t), units, units, state, rowBytes, recurrent, recurrentStride, zNow, rowBytes, after, rowBytes);

    for (let row = 0; row < rows; row++) {
      const at = row * rowBytes;
      if (isPadding(lengths, begin + row, t)) {
        memory.copy(after + at, before + at, rowBytes);
        continue;
      }
      if (isReset(resets, batch, begin + row, t)) {
        memory.fill(after + at, 0, rowBytes);
        continue;
      }
      stateVectors(0, units, units, activation, replacements, after + at);
    }
  }
}

/** Units n … n + count of one sequence at one step; h holds the sums. */
@inline
function stateVector(n: i32, count: i32, units: i32, activation: i32, replacements: usize, h: usize): void {
  const at: usize = n << 2;
  const own = overridden(replacements, 0, units, at, activateCandidate(activation, v128.load(h + at)));
  storeFirst(h + at, own, count);
}

/**
 * From the last step to the first, with dh = ∂L/∂h_t complete once dOut_t is added: da = dh ⊙ φ′(h_t); dh ← m ⊙ (da·Rᵀ).
 * dR is left to `weightGradient`. For `recurrentTransposed`, `mask` and `maskedGradient` see `propagateToState`.
 */
export function rnnBackward(
  begin: i32,
  end: i32,
  steps: i32,
  batch: i32,
  units: i32,
  recurrentTransposed: usize,
  lengths: usize,
  resets: usize,
  reverse: bool,
  mask: usize,
  maskedGradient: usize,
  activation: ActivationCode,
  h: usize,
  dOut: usize,
  dHidden: usize,
  dZ: usize,
  recordDHidden: usize,
): void {
  const stateBytes: usize = batch * units * 4;
  const rowBytes: usize = units * 4;
  const first: usize = begin * rowBytes;
  const rows = end - begin;
  for (let n = steps - 1; n >= 0; n--) {
    const t = timeOf(n, steps, reverse);
    const after = h + blockAfter(t, reverse) * stateBytes + first;
    const now = t * stateBytes + first;
    receiveGradient(rows * units, dOut ? dOut + now : 0, dHidden + first, recordDHidden ? recordDHidden + now : 0);

    for (let row = 0; row < rows; row++) {
      const at = row * rowBytes;
      const da = dZ + now + at;
      if (isPadding(lengths, begin + row, t)) {
        memory.fill(da, 0, rowBytes);
        continue;
      }
      const dh = dHidden + first + at;
      if (isReset(resets, batch, begin + row, t)) {
        memory.fill(da, 0, rowBytes);
        memory.fill(dh, 0, rowBytes);
        continue;
      }
      gradientVectors(0, units, activation, after + at, dh, da);
    }
    propagateToState(begin, rowsUntilPadding(lengths, begin, rows, t), units, units, dZ + now, recurrentTransposed, mask, maskedGradient, dHidden);
  }
}

/** Leaves 0 in dh, for `propagateToState` to add to. */
@inline
function gradientVector(n: i32, count: i32, activation: i32, h: usize, dHidden: usize, da: usize): void {
  const at: usize = n << 2;
  const gradient = f32x4.mul(v128.load(dHidden + at), candidateSlope(activation, v128.load(h + at)));
  const zero = f32x4.splat(0);
  storeFirst(da + at, gradient, count);
  storeFirst(dHidden + at, zero, count);
}
