/**
 * minGRU over all time steps, units begin … end of the whole batch: unit u of sequence b is number b·units + u, and none depends on
 * another. Gates z h̃ side by side; with g(a) = a + ½ where a ≥ 0, else σ(a):
 *   z = σ(a_z); h̃ = g(a_h); h_t = (1 − z) ⊙ h_{t−1} + z ⊙ h̃.
 */
import { gateSlope, SIGMOID } from '../activations';
import { madd, storeFirst } from '../simd';
import { blockAfter, blockBefore, isPadding, isReset, overridden, receiveGradient, timeOf } from '../time-loop';
import { constants, sigmoid } from '../transcendental';

export function minGruForward(
  begin: i32,
  end: i32,
  steps: i32,
  batch: i32,
  units: i32,
  lengths: usize,
  resets: usize,
  reverse: bool,
  replacements: usize,
  h: usize,
  gates: usize,
): void {
  const size = batch * units;
  for (let n = 0; n < steps; n++) {
    const t = timeOf(n, steps, reverse);
    const before = h + ((blockBefore(t, reverse) * size) << 2);
    const after = h + ((blockAfter(t, reverse) * size) << 2);
    let from = begin;
    while (from < end) {
      const b = from / units;
      const first = b * units;
      const to = min(end, first + units);
      const hBefore = before + (first << 2);
      const hAfter = after + (first << 2);
      const z = gates + ((2 * (t * size + first)) << 2);
      const at: usize = (from - first) << 2;
      if (isPadding(lengths, b, t)) memory.copy(hAfter + at, hBefore + at, (to - from) << 2);
      else if (isReset(resets, batch, b, t)) memory.fill(hAfter + at, 0, (to - from) << 2);
      else unitVectors(from - first, to - first, units, replacements, hBefore, hAfter, z);
      from = to;
    }
  }
}

/** Units n … n + count of one sequence at one step; the pointers are those of unit 0. */
@inline
function unitVector(
  n: i32,
  count: i32,
  units: i32,
  replacements: usize,
  hBefore: usize,
  hAfter: usize,
  z: usize,
): void {
  const at: usize = n << 2;
  const candidate = z + (units << 2) + at;
  const h = v128.load(hBefore + at);
  const gate = overridden(replacements, 0, units, at, sigmoid(v128.load(z + at), constants));
  const g = overridden(replacements, 1, units, at, positive(v128.load(candidate), constants));
  const next = overridden(replacements, 2, units, at, madd(gate, f32x4.sub(g, h), h));
  storeFirst(z + at, gate, count);
  storeFirst(candidate, g, count);
  storeFirst(hAfter + at, next, count);
}

/** g(a). */
@inline
function positive(a: v128, k: usize): v128 {
  const half = f32x4.splat(0.5);
  return v128.bitselect(f32x4.add(a, half), sigmoid(a, k), f32x4.ge(a, f32x4.splat(0)));
}

/** g′ as a function of g(a). */
@inline
function positiveSlope(value: v128): v128 {
  return v128.bitselect(f32x4.splat(1), gateSlope(SIGMOID, value), f32x4.ge(value, f32x4.splat(0.5)));
}

/**
 * From the last step to the first, with dh = ∂L/∂h_t complete once dOut_t is added:
 *   da_z = dh ⊙ (h̃ − h_{t−1}) ⊙ σ′; da_h = dh ⊙ z ⊙ g′; dh ← dh ⊙ (1 − z).
 */
export function minGruBackward(
  begin: i32,
  end: i32,
  steps: i32,
  batch: i32,
  units: i32,
  lengths: usize,
  resets: usize,
  reverse: bool,
  h: usize,
  gates: usize,
  dOut: usize,
  dHidden: usize,
  dGates: usize,
  recordDHidden: usize,
): void {
  const size = batch * units;
  for (let n = steps - 1; n >= 0; n--) {
    const t = timeOf(n, steps, reverse);
    const now: usize = (t * size) << 2;
    const before = h + ((blockBefore(t, reverse) * size) << 2);
    const start: usize = begin << 2;
    receiveGradient(end - begin, dOut ? dOut + now + start : 0, dHidden + start, recordDHidden ? recordDHidden + now + start : 0);
    let from = begin;
    while (from < end) {
      const b = from / units;
      const first = b * units;
      const to = min(end, first + units);
      const row: usize = first << 2;
      const z = gates + 2 * (now + row);
      const dz = dGates + 2 * (now + row);
      const at: usize = (from - first) << 2;
      const bytes: usize = (to - from) << 2;
      const isPadded = isPadding(lengths, b, t);
      if (isPadded || isReset(resets, batch, b, t)) {
        memory.fill(dz + at, 0, bytes);
        memory.fill(dz + (units << 2) + at, 0, bytes);
        if (!isPadded) memory.fill(dHidden + row + at, 0, bytes);
      } else gradientVectors(from - first, to - first, units, before + row, z, dHidden + row, dz);
      from = to;
    }
  }
}

/** `dz` may be `z`: everything is read before anything is written. */
@inline
function gradientVector(
  n: i32,
  count: i32,
  units: i32,
  hBefore: usize,
  z: usize,
  dHidden: usize,
  dz: usize,
): void {
  const at: usize = n << 2;
  const gateBytes: usize = units << 2;
  const gate = v128.load(z + at);
  const g = v128.load(z + gateBytes + at);
  const dh = v128.load(dHidden + at);
  const difference = f32x4.sub(g, v128.load(hBefore + at));
  const dGate = f32x4.mul(f32x4.mul(dh, difference), gateSlope(SIGMOID, gate));
  const dCandidate = f32x4.mul(f32x4.mul(dh, gate), positiveSlope(g));
  const before = f32x4.mul(dh, f32x4.sub(f32x4.splat(1), gate));
  storeFirst(dz + at, dGate, count);
  storeFirst(dz + gateBytes + at, dCandidate, count);
  storeFirst(dHidden + at, before, count);
}
