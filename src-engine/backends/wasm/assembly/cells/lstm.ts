/**
 * LSTM over all time steps, sequences begin … end of the batch. a_t = z_t + (m ⊙ h_{t−1})·R, gates i f c̃ o side by side;
 * i, f, o = σ(a); c̃ = φ(a); c_t = f ⊙ c_{t−1} + i ⊙ c̃; h_t = o ⊙ φ(c_t).
 */
import { ActivationCode, Bytes } from '../argument-types';
import { activateCandidate, activateGate, candidateSlope, gateSlope } from '../activations';
import { product } from '../product';
import { madd, storeFirst } from '../simd';
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

/** `recurrent` as the B of `product`, 0 if h_{t−1}·R is in `gates` already; `maskedState` (batch, units) is workspace, needed if there is a mask. */
export function lstmForward(
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
  recurrentActivation: ActivationCode,
  replacements: usize,
  h: usize,
  c: usize,
  gates: usize,
  cellActivation: usize,
): void {
  const stateBytes: usize = batch * units * 4;
  const rowBytes: usize = units * 4;
  const rows = end - begin;
  for (let n = 0; n < steps; n++) {
    const t = timeOf(n, steps, reverse);
    const before = blockBefore(t, reverse) * stateBytes + begin * rowBytes;
    const after = blockAfter(t, reverse) * stateBytes + begin * rowBytes;
    const now = t * stateBytes + begin * rowBytes;

    let state = h + before;
    if (mask) {
      state = maskedState + begin * rowBytes;
      multiplyElements(rows * units, mask + begin * rowBytes, h + before, state);
    }
    const a = gates + 4 * now;
    if (recurrent) product(rowsUntilPadding(lengths, begin, rows, t), 4 * units, units, state, rowBytes, recurrent, recurrentStride, a, 4 * rowBytes, a, 4 * rowBytes);

    for (let row = 0; row < rows; row++) {
      const at = row * rowBytes;
      const gateRow = a + 4 * at;
      if (isPadding(lengths, begin + row, t)) {
        memory.copy(h + after + at, h + before + at, rowBytes);
        memory.copy(c + after + at, c + before + at, rowBytes);
        continue;
      }
      if (isReset(resets, batch, begin + row, t)) {
        memory.fill(h + after + at, 0, rowBytes);
        memory.fill(c + after + at, 0, rowBytes);
        continue;
      }
      const cBefore = c + before + at;
      const cAfter = c + after + at;
      const phi = cellActivation + now + at;
      const hAfter = h + after + at;
      // In loops of their own, so that the processor need not wait for c.
      cellVectors(0, units, units, activation, recurrentActivation, replacements, gateRow, cBefore, cAfter);
      outputVectors(0, units, units, activation, recurrentActivation, replacements, gateRow, cAfter, phi, hAfter);
    }
  }
}

/** i, f, c̃ and c of units n … n + count of one sequence at one step. */
@inline
function cellVector(
  n: i32,
  count: i32,
  units: i32,
  activation: i32,
  recurrentActivation: i32,
  replacements: usize,
  gates: usize,
  cBefore: usize,
  cAfter: usize,
): void {
  const at: usize = n << 2;
  const iAt = gates + at;
  const fAt = iAt + (units << 2);
  const gAt = fAt + (units << 2);
  const i = overridden(replacements, 0, units, at, activateGate(recurrentActivation, v128.load(iAt)));
  const f = overridden(replacements, 1, units, at, activateGate(recurrentActivation, v128.load(fAt)));
  const g = overridden(replacements, 2, units, at, activateCandidate(activation, v128.load(gAt)));
  const c = overridden(replacements, 4, units, at, madd(f, v128.load(cBefore + at), f32x4.mul(i, g)));
  storeFirst(iAt, i, count);
  storeFirst(fAt, f, count);
  storeFirst(gAt, g, count);
  storeFirst(cAfter + at, c, count);
}

/** o, φ(c) and h of the same. */
@inline
function outputVector(
  n: i32,
  count: i32,
  units: i32,
  activation: i32,
  recurrentActivation: i32,
  replacements: usize,
  gates: usize,
  c: usize,
  cellActivation: usize,
  h: usize,
): void {
  const at: usize = n << 2;
  const oAt = gates + at + 3 * (units << 2);
  const o = overridden(replacements, 3, units, at, activateGate(recurrentActivation, v128.load(oAt)));
  const phi = activateCandidate(activation, v128.load(c + at));
  const state = overridden(replacements, 5, units, at, f32x4.mul(o, phi));
  storeFirst(oAt, o, count);
  storeFirst(cellActivation + at, phi, count);
  storeFirst(h + at, state, count);
}

/**
 * From the last step to the first, with dh = ∂L/∂h_t complete once dOut_t is added:
 *   do = dh ⊙ φ(c_t); dc ← dc + dh ⊙ o ⊙ φ′(c_t); di = dc ⊙ c̃; dc̃ = dc ⊙ i; df = dc ⊙ c_{t−1}; dc ← dc ⊙ f;
 *   da = [di df dc̃ do] ⊙ slopes; dh ← m ⊙ (da·Rᵀ).
 * dR is left to `weightGradient`. For `recurrentTransposed`, `mask` and `maskedGradient` see `propagateToState`.
 */
export function lstmBackward(
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
  recurrentActivation: ActivationCode,
  c: usize,
  gates: usize,
  cellActivation: usize,
  dOut: usize,
  dHidden: usize,
  dCell: usize,
  dGates: usize,
  recordDHidden: usize,
  recordDCell: usize,
): void {
  const stateBytes: usize = batch * units * 4;
  const rowBytes: usize = units * 4;
  const first: usize = begin * rowBytes;
  const rows = end - begin;
  for (let n = steps - 1; n >= 0; n--) {
    const t = timeOf(n, steps, reverse);
    const before = blockBefore(t, reverse) * stateBytes + first;
    const now = t * stateBytes + first;
    receiveGradient(rows * units, dOut ? dOut + now : 0, dHidden + first, recordDHidden ? recordDHidden + now : 0);

    for (let row = 0; row < rows; row++) {
      const at = row * rowBytes;
      const dh = dHidden + first + at;
      const dc = dCell + first + at;
      const a = gates + 4 * (now + at);
      const da = dGates + 4 * (now + at);
      const record = recordDCell ? recordDCell + now + at : 0;
      if (isPadding(lengths, begin + row, t)) {
        memory.fill(da, 0, 4 * rowBytes);
        if (record) memory.copy(record, dc, rowBytes);
        continue;
      }
      if (isReset(resets, batch, begin + row, t)) {
        if (record) memory.copy(record, dc, rowBytes);
        memory.fill(da, 0, 4 * rowBytes);
        memory.fill(dh, 0, rowBytes);
        memory.fill(dc, 0, rowBytes);
        continue;
      }
      const cBefore = c + before + at;
      const phi = cellActivation + now + at;
      gradientVectors(0, units, units, activation, recurrentActivation, a, cBefore, phi, dh, dc, da, record);
    }
    propagateToState(begin, rowsUntilPadding(lengths, begin, rows, t), units, 4 * units, dGates + 4 * now, recurrentTransposed, mask, maskedGradient, dHidden);
  }
}

/** Leaves 0 in dh, for `propagateToState` to add to. `da` may be `a`: everything is read before anything is written. */
@inline
function gradientVector(
  n: i32,
  count: i32,
  units: i32,
  activation: i32,
  recurrentActivation: i32,
  a: usize,
  cBefore: usize,
  cellActivation: usize,
  dHidden: usize,
  dCell: usize,
  da: usize,
  record: usize,
): void {
  const at: usize = n << 2;
  const gateBytes: usize = units << 2;
  const i = v128.load(a + at);
  const f = v128.load(a + at + gateBytes);
  const g = v128.load(a + at + 2 * gateBytes);
  const o = v128.load(a + at + 3 * gateBytes);
  const phi = v128.load(cellActivation + at);
  const dh = v128.load(dHidden + at);
  const slope = candidateSlope(activation, phi);
  const dc = madd(f32x4.mul(dh, o), slope, v128.load(dCell + at));
  const di = f32x4.mul(f32x4.mul(dc, g), gateSlope(recurrentActivation, i));
  const df = f32x4.mul(f32x4.mul(dc, v128.load(cBefore + at)), gateSlope(recurrentActivation, f));
  const dg = f32x4.mul(f32x4.mul(dc, i), candidateSlope(activation, g));
  const dO = f32x4.mul(f32x4.mul(dh, phi), gateSlope(recurrentActivation, o));
  const before = f32x4.mul(dc, f);
  const zero = f32x4.splat(0);
  if (record) storeFirst(record + at, dc, count);
  storeFirst(da + at, di, count);
  storeFirst(da + at + gateBytes, df, count);
  storeFirst(da + at + 2 * gateBytes, dg, count);
  storeFirst(da + at + 3 * gateBytes, dO, count);
  storeFirst(dCell + at, before, count);
  storeFirst(dHidden + at, zero, count);
}
