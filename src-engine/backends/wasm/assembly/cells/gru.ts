/**
 * GRU, reset-after, over all time steps, sequences begin … end of the batch. u_t = (m ⊙ h_{t−1})·R + b′, gates z r h̃ side by side;
 * z = σ(z_z + u_z); r = σ(z_r + u_r); h̃ = φ(z_h + r ⊙ u_h); h_t = z ⊙ h_{t−1} + (1 − z) ⊙ h̃.
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

/** `recurrent` as the B of `product`, 0 if u is in `recurrentGates` already; workspaces `recurrentGates` (batch, 3·units) and, if there is a mask, `maskedState` (batch, units). */
export function gruForward(
  begin: i32,
  end: i32,
  steps: i32,
  batch: i32,
  units: i32,
  recurrent: usize,
  recurrentStride: Bytes,
  recurrentBias: usize,
  lengths: usize,
  resets: usize,
  reverse: bool,
  mask: usize,
  maskedState: usize,
  recurrentGates: usize,
  activation: ActivationCode,
  recurrentActivation: ActivationCode,
  replacements: usize,
  h: usize,
  gates: usize,
  recurrentCandidate: usize,
): void {
  const stateBytes: usize = batch * units * 4;
  const rowBytes: usize = units * 4;
  const first: usize = begin * rowBytes;
  const rows = end - begin;
  const u = recurrentGates + 3 * first;
  for (let n = 0; n < steps; n++) {
    const t = timeOf(n, steps, reverse);
    const before = blockBefore(t, reverse) * stateBytes + first;
    const after = blockAfter(t, reverse) * stateBytes + first;
    const now = t * stateBytes + first;

    let state = h + before;
    if (mask) {
      state = maskedState + first;
      multiplyElements(rows * units, mask + first, h + before, state);
    }
    if (recurrent) product(rowsUntilPadding(lengths, begin, rows, t), 3 * units, units, state, rowBytes, recurrent, recurrentStride, recurrentBias, 0, u, 3 * rowBytes);

    for (let row = 0; row < rows; row++) {
      const at = row * rowBytes;
      const hBefore = h + before + at;
      const hAfter = h + after + at;
      if (isPadding(lengths, begin + row, t)) {
        memory.copy(hAfter, hBefore, rowBytes);
        continue;
      }
      if (isReset(resets, batch, begin + row, t)) {
        memory.fill(hAfter, 0, rowBytes);
        continue;
      }
      const uRow = u + 3 * at;
      const gateRow = gates + 3 * (now + at);
      const candidate = recurrentCandidate + now + at;
      cellVectors(0, units, units, activation, recurrentActivation, replacements, uRow, gateRow, candidate, hBefore, hAfter);
    }
  }
}

/** Units n … n + count of one sequence at one step. */
@inline
function cellVector(
  n: i32,
  count: i32,
  units: i32,
  activation: i32,
  recurrentActivation: i32,
  replacements: usize,
  u: usize,
  gates: usize,
  recurrentCandidate: usize,
  hBefore: usize,
  hAfter: usize,
): void {
  const at: usize = n << 2;
  const zAt: usize = at;
  const rAt: usize = zAt + (units << 2);
  const gAt: usize = rAt + (units << 2);
  const zSum = f32x4.add(v128.load(gates + zAt), v128.load(u + zAt));
  const rSum = f32x4.add(v128.load(gates + rAt), v128.load(u + rAt));
  const uCandidate = v128.load(u + gAt);
  const z = overridden(replacements, 0, units, at, activateGate(recurrentActivation, zSum));
  const r = overridden(replacements, 1, units, at, activateGate(recurrentActivation, rSum));
  const gSum = madd(r, uCandidate, v128.load(gates + gAt));
  const g = overridden(replacements, 2, units, at, activateCandidate(activation, gSum));
  const next = madd(f32x4.sub(f32x4.splat(1), z), g, f32x4.mul(z, v128.load(hBefore + at)));
  const own = overridden(replacements, 3, units, at, next);
  storeFirst(gates + zAt, z, count);
  storeFirst(gates + rAt, r, count);
  storeFirst(gates + gAt, g, count);
  storeFirst(recurrentCandidate + at, uCandidate, count);
  storeFirst(hAfter + at, own, count);
}

/**
 * From the last step to the first, with dh = ∂L/∂h_t complete once dOut_t is added:
 *   da_z = dh ⊙ (h_{t−1} − h̃) ⊙ σ′; da_h = dh ⊙ (1 − z) ⊙ φ′; da_r = da_h ⊙ u_h ⊙ σ′; du = [da_z da_r (da_h ⊙ r)];
 *   dh ← dh ⊙ z + m ⊙ (du·Rᵀ).
 * dR and db′ are left to `weightGradient`. For `recurrentTransposed`, `mask` and `maskedGradient` see `propagateToState`.
 */
export function gruBackward(
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
  h: usize,
  gates: usize,
  recurrentCandidate: usize,
  dOut: usize,
  dHidden: usize,
  dGates: usize,
  dRecurrentGates: usize,
  recordDHidden: usize,
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
      const a = gates + 3 * (now + at);
      const da = dGates + 3 * (now + at);
      const du = dRecurrentGates + 3 * (now + at);
      if (isPadding(lengths, begin + row, t)) {
        memory.fill(da, 0, 3 * rowBytes);
        memory.fill(du, 0, 3 * rowBytes);
        continue;
      }
      const dh = dHidden + first + at;
      if (isReset(resets, batch, begin + row, t)) {
        memory.fill(da, 0, 3 * rowBytes);
        memory.fill(du, 0, 3 * rowBytes);
        memory.fill(dh, 0, rowBytes);
        continue;
      }
      const hBefore = h + before + at;
      const candidate = recurrentCandidate + now + at;
      gradientVectors(0, units, units, activation, recurrentActivation, a, candidate, hBefore, dh, da, du);
    }
    const du = dRecurrentGates + 3 * now;
    propagateToState(begin, rowsUntilPadding(lengths, begin, rows, t), units, 3 * units, du, recurrentTransposed, mask, maskedGradient, dHidden);
  }
}

/** Leaves dh ⊙ z in dh, for `propagateToState` to add to. `da` may be `a`: everything is read before anything is written. */
@inline
function gradientVector(
  n: i32,
  count: i32,
  units: i32,
  activation: i32,
  recurrentActivation: i32,
  a: usize,
  recurrentCandidate: usize,
  hBefore: usize,
  dHidden: usize,
  da: usize,
  du: usize,
): void {
  const at: usize = n << 2;
  const rAt: usize = at + (units << 2);
  const gAt: usize = rAt + (units << 2);
  const z = v128.load(a + at);
  const r = v128.load(a + rAt);
  const g = v128.load(a + gAt);
  const dh = v128.load(dHidden + at);
  const difference = f32x4.sub(v128.load(hBefore + at), g);
  const dz = f32x4.mul(f32x4.mul(dh, difference), gateSlope(recurrentActivation, z));
  const share = f32x4.mul(dh, f32x4.sub(f32x4.splat(1), z));
  const dg = f32x4.mul(share, candidateSlope(activation, g));
  const uCandidate = v128.load(recurrentCandidate + at);
  const dr = f32x4.mul(f32x4.mul(dg, uCandidate), gateSlope(recurrentActivation, r));
  storeFirst(da + at, dz, count);
  storeFirst(da + rAt, dr, count);
  storeFirst(da + gAt, dg, count);
  storeFirst(du + at, dz, count);
  storeFirst(du + rAt, dr, count);
  storeFirst(du + gAt, f32x4.mul(dg, r), count);
  storeFirst(dHidden + at, f32x4.mul(dh, z), count);
}
