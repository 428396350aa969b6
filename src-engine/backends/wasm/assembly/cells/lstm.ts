/**
 * LSTM over all time steps, sequences begin … end of the batch. a_t = z_t + (m ⊙ h_{t−1})·R, gates i f c̃ o side by side;
 * i, f, o = σ(a); c̃ = φ(a); c_t = f ⊙ c_{t−1} + i ⊙ c̃; h_t = o ⊙ φ(c_t).
 */
import { ActivationCode, Bytes } from '../argument-types';
import { activateCandidate, activateGate, candidateSlope, gateSlope, SIGMOID, TANH } from '../activations';
import { product } from '../product';
import { madd, storeFirst, storePair } from '../simd';
import { constants, sigmoid, tanh } from '../transcendental';
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
      let unit = 0;
      if (activation == TANH && recurrentActivation == SIGMOID && !replacements) {
        unit = units & ~7;
        usualCells(unit, units, gateRow, cBefore, cAfter, phi, hAfter);
      }
      for (; unit + 4 <= units; unit += 4) {
        cell(unit, 4, units, activation, recurrentActivation, replacements, gateRow, cBefore, cAfter, phi, hAfter);
      }
      if (unit < units) {
        const rest = units - unit;
        cell(unit, rest, units, activation, recurrentActivation, replacements, gateRow, cBefore, cAfter, phi, hAfter);
      }
    }
  }
}

/**
 * Units 0 … `width` of one sequence at one step, with tanh and sigmoid, as two vectors side by side; see `storePair`. φ(c) comes in a
 * loop of its own, so that the processor need not wait for c.
 */
function usualCells(
  width: i32,
  units: i32,
  gates: usize,
  cBefore: usize,
  cAfter: usize,
  cellActivation: usize,
  hAfter: usize,
): void {
  const k = constants;
  const gateBytes: usize = units << 2;
  const end = gates + (width << 2);
  let o = gates + 3 * gateBytes;
  let c = cAfter;
  for (let i = gates; i < end; i += 32) {
    const f = i + gateBytes;
    const g = f + gateBytes;
    const i0 = sigmoid(v128.load(i), k);
    const i1 = sigmoid(v128.load(i, 16), k);
    const f0 = sigmoid(v128.load(f), k);
    const f1 = sigmoid(v128.load(f, 16), k);
    const g0 = tanh(v128.load(g), k);
    const g1 = tanh(v128.load(g, 16), k);
    const c0 = madd(f0, v128.load(cBefore), f32x4.mul(i0, g0));
    const c1 = madd(f1, v128.load(cBefore, 16), f32x4.mul(i1, g1));
    storePair(i, i0, i1);
    storePair(f, f0, f1);
    storePair(g, g0, g1);
    storePair(c, c0, c1);
    cBefore += 32;
    c += 32;
  }
  c = cAfter;
  for (let n = 0; n < width; n += 8) {
    const o0 = sigmoid(v128.load(o), k);
    const o1 = sigmoid(v128.load(o, 16), k);
    const phi0 = tanh(v128.load(c), k);
    const phi1 = tanh(v128.load(c, 16), k);
    storePair(o, o0, o1);
    storePair(cellActivation, phi0, phi1);
    storePair(hAfter, f32x4.mul(o0, phi0), f32x4.mul(o1, phi1));
    o += 32;
    c += 32;
    cellActivation += 32;
    hAfter += 32;
  }
}

/** Units `unit` … `unit + count` of one sequence at one step. */
@inline
function cell(
  unit: i32,
  count: i32,
  units: i32,
  activation: i32,
  recurrentActivation: i32,
  replacements: usize,
  gates: usize,
  cBefore: usize,
  cAfter: usize,
  cellActivation: usize,
  hAfter: usize,
): void {
  const at: usize = unit << 2;
  const iAt = gates + at;
  const fAt = iAt + (units << 2);
  const gAt = fAt + (units << 2);
  const oAt = gAt + (units << 2);
  const i = overridden(replacements, 0, units, at, activateGate(recurrentActivation, v128.load(iAt)));
  const f = overridden(replacements, 1, units, at, activateGate(recurrentActivation, v128.load(fAt)));
  const g = overridden(replacements, 2, units, at, activateCandidate(activation, v128.load(gAt)));
  const o = overridden(replacements, 3, units, at, activateGate(recurrentActivation, v128.load(oAt)));
  const c = overridden(replacements, 4, units, at, madd(f, v128.load(cBefore + at), f32x4.mul(i, g)));
  const phi = activateCandidate(activation, c);
  const h = overridden(replacements, 5, units, at, f32x4.mul(o, phi));
  storeFirst(iAt, i, count);
  storeFirst(fAt, f, count);
  storeFirst(gAt, g, count);
  storeFirst(oAt, o, count);
  storeFirst(cAfter + at, c, count);
  storeFirst(cellActivation + at, phi, count);
  storeFirst(hAfter + at, h, count);
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
      let unit = 0;
      if (activation == TANH && recurrentActivation == SIGMOID && !record) {
        unit = units & ~7;
        usualCellGradients(unit, units, a, cBefore, phi, dh, dc, da);
      }
      for (; unit + 4 <= units; unit += 4) {
        cellGradient(unit, 4, units, activation, recurrentActivation, a, cBefore, phi, dh, dc, da, record);
      }
      if (unit < units) {
        const rest = units - unit;
        cellGradient(unit, rest, units, activation, recurrentActivation, a, cBefore, phi, dh, dc, da, record);
      }
    }
    propagateToState(begin, rowsUntilPadding(lengths, begin, rows, t), units, 4 * units, dGates + 4 * now, recurrentTransposed, mask, maskedGradient, dHidden);
  }
}

/** Does the same as `cellGradient` for units 0 … `width`, with tanh and sigmoid, as two vectors side by side; see `storePair`. */
function usualCellGradients(
  width: i32,
  units: i32,
  a: usize,
  cBefore: usize,
  cellActivation: usize,
  dHidden: usize,
  dCell: usize,
  da: usize,
): void {
  const gateBytes: usize = units << 2;
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  const end = dHidden + (width << 2);
  for (; dHidden < end; dHidden += 32) {
    const fAt = a + gateBytes;
    const gAt = fAt + gateBytes;
    const oAt = gAt + gateBytes;
    const i0 = v128.load(a);
    const i1 = v128.load(a, 16);
    const f0 = v128.load(fAt);
    const f1 = v128.load(fAt, 16);
    const g0 = v128.load(gAt);
    const g1 = v128.load(gAt, 16);
    const o0 = v128.load(oAt);
    const o1 = v128.load(oAt, 16);
    const phi0 = v128.load(cellActivation);
    const phi1 = v128.load(cellActivation, 16);
    const dh0 = v128.load(dHidden);
    const dh1 = v128.load(dHidden, 16);
    const dc0 = madd(f32x4.mul(dh0, o0), f32x4.sub(one, f32x4.mul(phi0, phi0)), v128.load(dCell));
    const dc1 = madd(f32x4.mul(dh1, o1), f32x4.sub(one, f32x4.mul(phi1, phi1)), v128.load(dCell, 16));
    const di0 = f32x4.mul(f32x4.mul(dc0, g0), f32x4.mul(i0, f32x4.sub(one, i0)));
    const di1 = f32x4.mul(f32x4.mul(dc1, g1), f32x4.mul(i1, f32x4.sub(one, i1)));
    const df0 = f32x4.mul(f32x4.mul(dc0, v128.load(cBefore)), f32x4.mul(f0, f32x4.sub(one, f0)));
    const df1 = f32x4.mul(f32x4.mul(dc1, v128.load(cBefore, 16)), f32x4.mul(f1, f32x4.sub(one, f1)));
    const dg0 = f32x4.mul(f32x4.mul(dc0, i0), f32x4.sub(one, f32x4.mul(g0, g0)));
    const dg1 = f32x4.mul(f32x4.mul(dc1, i1), f32x4.sub(one, f32x4.mul(g1, g1)));
    const do0 = f32x4.mul(f32x4.mul(dh0, phi0), f32x4.mul(o0, f32x4.sub(one, o0)));
    const do1 = f32x4.mul(f32x4.mul(dh1, phi1), f32x4.mul(o1, f32x4.sub(one, o1)));
    storePair(da, di0, di1);
    storePair(da + gateBytes, df0, df1);
    storePair(da + 2 * gateBytes, dg0, dg1);
    storePair(da + 3 * gateBytes, do0, do1);
    storePair(dCell, f32x4.mul(dc0, f0), f32x4.mul(dc1, f1));
    storePair(dHidden, zero, zero);
    a += 32;
    da += 32;
    cBefore += 32;
    cellActivation += 32;
    dCell += 32;
  }
}

/** Leaves 0 in dh, for `propagateToState` to add to. `da` may be `a`: everything is read before anything is written. */
@inline
function cellGradient(
  unit: i32,
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
  const at: usize = unit << 2;
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
  if (record) storeFirst(record + at, dc, count);
  storeFirst(da + at, di, count);
  storeFirst(da + at + gateBytes, df, count);
  storeFirst(da + at + 2 * gateBytes, dg, count);
  storeFirst(da + at + 3 * gateBytes, dO, count);
  storeFirst(dCell + at, f32x4.mul(dc, f), count);
  storeFirst(dHidden + at, f32x4.splat(0), count);
}
