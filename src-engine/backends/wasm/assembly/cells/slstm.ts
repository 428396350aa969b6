/**
 * sLSTM over all time steps, sequences begin … end of the batch. a_t = x_t·K + b + h_{t−1}·R, gates i f z o side by side, and R a kernel
 * (D, 4D) for each head; l = ln σ(a_f); m_t = max(a_i, m_{t−1} + l), and a_i where n_{t−1} = 0;
 * i = exp(a_i − m_t); f = exp(m_{t−1} + l − m_t), and 0 where n_{t−1} = 0; z = tanh(a_z); o = σ(a_o);
 * c_t = f ⊙ c_{t−1} + i ⊙ z; n_t = f ⊙ n_{t−1} + i; h_t = o ⊙ c_t/n_t.
 */
import { Bytes } from '../argument-types';
import { product } from '../product';
import { madd, storeFirst } from '../simd';
import { constants, expOfNonPositive, sigmoid, tanh } from '../transcendental';
import { blockAfter, blockBefore, isPadding, isReset, overridden, receiveGradient, rowsUntilPadding, timeOf } from '../time-loop';

/**
 * Runs the loop forward. `recurrent` is the kernel of the first head as the B of `product`, and `headBytes` the
 * distance to the next. `recurrentGates` (batch, heads, 4D) is workspace.
 */
export function slstmForward(
  begin: i32,
  end: i32,
  steps: i32,
  batch: i32,
  units: i32,
  heads: i32,
  recurrent: usize,
  recurrentStride: Bytes,
  headBytes: Bytes,
  recurrentGates: usize,
  lengths: usize,
  resets: usize,
  reverse: bool,
  replacements: usize,
  h: usize,
  c: usize,
  n: usize,
  m: usize,
  gates: usize,
  forgetSlope: usize,
): void {
  const stateBytes: usize = batch * units * 4;
  const rowBytes: usize = units * 4;
  const first: usize = begin * rowBytes;
  const size = units / heads;
  const rows = end - begin;
  const u = recurrentGates + 4 * first;
  for (let step = 0; step < steps; step++) {
    const t = timeOf(step, steps, reverse);
    const before = blockBefore(t, reverse) * stateBytes + first;
    const after = blockAfter(t, reverse) * stateBytes + first;
    const now = t * stateBytes + first;
    const unpadded = rowsUntilPadding(lengths, begin, rows, t);
    for (let head = 0; head < heads; head++) {
      const at: usize = head * size * 4;
      product(unpadded, 4 * size, size, h + before + at, rowBytes, recurrent + head * headBytes, recurrentStride, 0, 0, u + 4 * at, 4 * rowBytes);
    }
    for (let row = 0; row < rows; row++) {
      const at = row * rowBytes;
      if (isPadding(lengths, begin + row, t)) {
        memory.copy(h + after + at, h + before + at, rowBytes);
        memory.copy(c + after + at, c + before + at, rowBytes);
        memory.copy(n + after + at, n + before + at, rowBytes);
        memory.copy(m + after + at, m + before + at, rowBytes);
        continue;
      }
      if (isReset(resets, batch, begin + row, t)) {
        memory.fill(h + after + at, 0, rowBytes);
        memory.fill(c + after + at, 0, rowBytes);
        memory.fill(n + after + at, 0, rowBytes);
        memory.fill(m + after + at, 0, rowBytes);
        continue;
      }
      const a = gates + 4 * (now + at);
      for (let head = 0; head < heads; head++) {
        const own = u + 4 * (at + head * size * 4);
        for (let unit = 0; unit < size; unit += 4) {
          const place: usize = (head * size + unit) << 2;
          cell(
            min(4, size - unit),
            units,
            size,
            replacements,
            place,
            a,
            own + (unit << 2),
            n + before + at,
            c + before + at,
            m + before + at,
            h + after + at,
            c + after + at,
            n + after + at,
            m + after + at,
            forgetSlope + now + at,
          );
        }
      }
    }
  }
}

/** Coefficients of ln(1 + u) = 2·artanh(s), s = u/(2 + u) ≤ 1/3 for u ≤ 1: 2/13 … 2/3, 2; the rest of the series is below 2e-8 of it. */
const LOG: usize = memory.data<f32>([0.15384616, 0.18181819, 0.22222222, 0.2857143, 0.4, 0.6666667, 2]);

/** ln(1 + u), 0 ≤ u ≤ 1. */
@inline
function logOf1Plus(u: v128): v128 {
  const s = f32x4.div(u, f32x4.add(u, v128.load32_splat(LOG, 24)));
  const square = f32x4.mul(s, s);
  let p = v128.load32_splat(LOG);
  p = madd(p, square, v128.load32_splat(LOG, 4));
  p = madd(p, square, v128.load32_splat(LOG, 8));
  p = madd(p, square, v128.load32_splat(LOG, 12));
  p = madd(p, square, v128.load32_splat(LOG, 16));
  p = madd(p, square, v128.load32_splat(LOG, 20));
  p = madd(p, square, v128.load32_splat(LOG, 24));
  return f32x4.mul(s, p);
}

/**
 * Computes `count` units at `place` in each row of units; `u` are their parts of h_{t−1}·R, a row of `size` units for
 * each gate.
 */
@inline
function cell(
  count: i32,
  units: i32,
  size: i32,
  replacements: usize,
  place: usize,
  a: usize,
  u: usize,
  nBefore: usize,
  cBefore: usize,
  mBefore: usize,
  hAfter: usize,
  cAfter: usize,
  nAfter: usize,
  mAfter: usize,
  forgetSlope: usize,
): void {
  const k = constants;
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  const gateBytes: usize = units << 2;
  const headBytes: usize = size << 2;
  const iAt = a + place;
  const fAt = iAt + gateBytes;
  const zAt = fAt + gateBytes;
  const oAt = zAt + gateBytes;
  const aI = f32x4.add(v128.load(iAt), v128.load(u));
  const aF = f32x4.add(v128.load(fAt), v128.load(u + headBytes));
  const aZ = f32x4.add(v128.load(zAt), v128.load(u + 2 * headBytes));
  const aO = f32x4.add(v128.load(oAt), v128.load(u + 3 * headBytes));

  const e = expOfNonPositive(f32x4.neg(f32x4.abs(aF)), k);
  const slope = f32x4.div(v128.bitselect(e, one, f32x4.ge(aF, zero)), f32x4.add(one, e));
  const kept = f32x4.add(v128.load(mBefore + place), f32x4.sub(f32x4.pmin(aF, zero), logOf1Plus(e)));
  const nOld = v128.load(nBefore + place);
  const isFirst = f32x4.eq(nOld, zero);
  const m = v128.bitselect(aI, f32x4.pmax(aI, kept), isFirst);
  const write = expOfNonPositive(f32x4.sub(aI, m), k);
  const keep = v128.andnot(expOfNonPositive(f32x4.sub(kept, m), k), isFirst);

  const i = overridden(replacements, 0, units, place, write);
  const f = overridden(replacements, 1, units, place, keep);
  const z = overridden(replacements, 2, units, place, tanh(aZ, k));
  const o = overridden(replacements, 3, units, place, sigmoid(aO, k));
  const c = overridden(replacements, 4, units, place, madd(f, v128.load(cBefore + place), f32x4.mul(i, z)));
  const n = overridden(replacements, 5, units, place, madd(f, nOld, i));
  const content = v128.and(f32x4.div(f32x4.mul(o, c), n), f32x4.ne(n, zero));
  const h = overridden(replacements, 6, units, place, content);
  storeFirst(iAt, i, count);
  storeFirst(fAt, f, count);
  storeFirst(zAt, z, count);
  storeFirst(oAt, o, count);
  storeFirst(mAfter + place, m, count);
  storeFirst(cAfter + place, c, count);
  storeFirst(nAfter + place, n, count);
  storeFirst(hAfter + place, h, count);
  storeFirst(forgetSlope + place, slope, count);
}

/**
 * From the last step to the first, with dh = ∂L/∂h_t complete once dOut_t is added, and y = c_t/n_t:
 *   do = dh ⊙ y; dc ← dc + dh ⊙ o/n_t; dn ← dn − dh ⊙ o ⊙ y/n_t; dz = dc ⊙ i; di = (dc ⊙ z + dn) ⊙ i;
 *   df = (dc ⊙ c_{t−1} + dn ⊙ n_{t−1}) ⊙ f ⊙ σ(−a_f); dc ← dc ⊙ f; dn ← dn ⊙ f; dh ← da·Rᵀ.
 * dR is left to `weightGradient`. `recurrentTransposed` is the transposed kernel of the first head in panels, `headBytes`
 * the distance to the next. `dRecurrentGates` (batch, heads, 4D) is workspace.
 */
export function slstmBackward(
  begin: i32,
  end: i32,
  steps: i32,
  batch: i32,
  units: i32,
  heads: i32,
  recurrentTransposed: usize,
  headBytes: Bytes,
  dRecurrentGates: usize,
  lengths: usize,
  resets: usize,
  reverse: bool,
  c: usize,
  n: usize,
  gates: usize,
  forgetSlope: usize,
  dOut: usize,
  dHidden: usize,
  dCell: usize,
  dNormaliser: usize,
  dGates: usize,
  recordDHidden: usize,
  recordDCell: usize,
  recordDNormaliser: usize,
): void {
  const stateBytes: usize = batch * units * 4;
  const rowBytes: usize = units * 4;
  const first: usize = begin * rowBytes;
  const size = units / heads;
  const rows = end - begin;
  const du = dRecurrentGates + 4 * first;
  for (let step = steps - 1; step >= 0; step--) {
    const t = timeOf(step, steps, reverse);
    const before = blockBefore(t, reverse) * stateBytes + first;
    const after = blockAfter(t, reverse) * stateBytes + first;
    const now = t * stateBytes + first;
    receiveGradient(rows * units, dOut ? dOut + now : 0, dHidden + first, recordDHidden ? recordDHidden + now : 0);

    for (let row = 0; row < rows; row++) {
      const at = row * rowBytes;
      const dh = dHidden + first + at;
      const dc = dCell + first + at;
      const dn = dNormaliser + first + at;
      const da = dGates + 4 * (now + at);
      const record = recordDCell ? recordDCell + now + at : 0;
      const recordN = recordDNormaliser ? recordDNormaliser + now + at : 0;
      const isPadded = isPadding(lengths, begin + row, t);
      if (isPadded || isReset(resets, batch, begin + row, t)) {
        if (record) memory.copy(record, dc, rowBytes);
        if (recordN) memory.copy(recordN, dn, rowBytes);
        memory.fill(da, 0, 4 * rowBytes);
        memory.fill(du + 4 * at, 0, 4 * rowBytes);
        if (isPadded) continue;
        memory.fill(dh, 0, rowBytes);
        memory.fill(dc, 0, rowBytes);
        memory.fill(dn, 0, rowBytes);
        continue;
      }
      for (let head = 0; head < heads; head++) {
        const own = du + 4 * (at + head * size * 4);
        for (let unit = 0; unit < size; unit += 4) {
          cellGradient(
            min(4, size - unit),
            units,
            size,
            (head * size + unit) << 2,
            gates + 4 * (now + at),
            own + (unit << 2),
            c + before + at,
            n + before + at,
            c + after + at,
            n + after + at,
            forgetSlope + now + at,
            dh,
            dc,
            dn,
            da,
            record,
            recordN,
          );
        }
      }
    }
    const unpadded = rowsUntilPadding(lengths, begin, rows, t);
    for (let head = 0; head < heads; head++) {
      const dh = dHidden + first + head * size * 4;
      product(unpadded, size, 4 * size, du + head * size * 16, 4 * rowBytes, recurrentTransposed + head * headBytes, 0, dh, rowBytes, dh, rowBytes);
    }
  }
}

/** Leaves 0 in dh, for the product to add to. `da` may be `a`: everything is read before anything is written. */
@inline
function cellGradient(
  count: i32,
  units: i32,
  size: i32,
  place: usize,
  a: usize,
  du: usize,
  cBefore: usize,
  nBefore: usize,
  cAfter: usize,
  nAfter: usize,
  forgetSlope: usize,
  dHidden: usize,
  dCell: usize,
  dNormaliser: usize,
  da: usize,
  record: usize,
  recordN: usize,
): void {
  const one = f32x4.splat(1);
  const gateBytes: usize = units << 2;
  const headBytes: usize = size << 2;
  const at = a + place;
  const i = v128.load(at);
  const f = v128.load(at + gateBytes);
  const z = v128.load(at + 2 * gateBytes);
  const o = v128.load(at + 3 * gateBytes);
  const n = v128.load(nAfter + place);
  const dh = v128.load(dHidden + place);
  const y = f32x4.div(v128.load(cAfter + place), n);
  const throughOutput = f32x4.div(f32x4.mul(dh, o), n);
  const dc = f32x4.add(v128.load(dCell + place), throughOutput);
  const dn = f32x4.sub(v128.load(dNormaliser + place), f32x4.mul(throughOutput, y));
  const keptBy = madd(dc, v128.load(cBefore + place), f32x4.mul(dn, v128.load(nBefore + place)));
  const di = f32x4.mul(madd(dc, z, dn), i);
  const df = f32x4.mul(f32x4.mul(keptBy, f), v128.load(forgetSlope + place));
  const dz = f32x4.mul(f32x4.mul(dc, i), f32x4.sub(one, f32x4.mul(z, z)));
  const dO = f32x4.mul(f32x4.mul(dh, y), f32x4.mul(o, f32x4.sub(one, o)));
  const to = da + place;
  if (record) storeFirst(record + place, dc, count);
  if (recordN) storeFirst(recordN + place, dn, count);
  storeFirst(to, di, count);
  storeFirst(to + gateBytes, df, count);
  storeFirst(to + 2 * gateBytes, dz, count);
  storeFirst(to + 3 * gateBytes, dO, count);
  storeFirst(du, di, count);
  storeFirst(du + headBytes, df, count);
  storeFirst(du + 2 * headBytes, dz, count);
  storeFirst(du + 3 * headBytes, dO, count);
  storeFirst(dCell + place, f32x4.mul(dc, f), count);
  storeFirst(dNormaliser + place, f32x4.mul(dn, f), count);
  storeFirst(dHidden + place, f32x4.splat(0), count);
}

/**
 * Adds db for units begin … end: for f, z and o it is the sum over all rows of dGates (rows, 4H), for i it is −Σ (c₀ ⊙
 * dc₀ + n₀ ⊙ dn₀) over the sequences of the batch.
 */
export function slstmBiasGradient(
  begin: i32,
  end: i32,
  rows: i32,
  batch: i32,
  units: i32,
  dGates: usize,
  c: usize,
  n: usize,
  dCell: usize,
  dNormaliser: usize,
  dBias: usize,
): void {
  const rowBytes: usize = units * 4;
  for (let unit = begin; unit < end; unit += 4) {
    const count = end - unit;
    const place: usize = unit << 2;
    for (let gate = 1; gate < 4; gate++) {
      const at = place + gate * rowBytes;
      let sum = v128.load(dBias + at);
      for (let row = 0; row < rows; row++) sum = f32x4.add(sum, v128.load(dGates + at + 4 * row * rowBytes));
      storeFirst(dBias + at, sum, count);
    }
    let taken = f32x4.splat(0);
    for (let row = 0; row < batch; row++) {
      const at = place + row * rowBytes;
      taken = madd(v128.load(c + at), v128.load(dCell + at), taken);
      taken = madd(v128.load(n + at), v128.load(dNormaliser + at), taken);
    }
    storeFirst(dBias + place, f32x4.sub(v128.load(dBias + place), taken), count);
  }
}
