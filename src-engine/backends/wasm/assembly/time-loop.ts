/** The parts that the recurrent layers share: the addresses of a step's states, padding, masks. States are (T+1, batch, units). */
import { product } from './product';
import { madd, storeFirst } from './simd';

/** The time of the n-th step. */
@inline
export function timeOf(n: i32, steps: i32, reverse: bool): i32 {
  return reverse ? steps - 1 - n : n;
}

/** The block of h (and c) that holds the state before the step at t. */
@inline
export function blockBefore(t: i32, reverse: bool): i32 {
  return reverse ? t + 1 : t;
}

/** The block that holds the state after the step at t. */
@inline
export function blockAfter(t: i32, reverse: bool): i32 {
  return reverse ? t : t + 1;
}

/** Tells whether sequence b has ended before t; `lengths` may be 0. */
@inline
export function isPadding(lengths: usize, b: i32, t: i32): bool {
  return lengths != 0 && t >= i32.load(lengths + (b << 2));
}

/** Tells whether the step at t leaves states of 0 to sequence b, as before a new document; `resets` (steps, batch) may be 0. */
@inline
export function isReset(resets: usize, batch: i32, b: i32, t: i32): bool {
  return resets != 0 && i32.load(resets + ((t * batch + b) << 2)) != 0;
}

/** The number of sequences begin … begin + rows up to the last one that has not ended before t. */
@inline
export function rowsUntilPadding(lengths: usize, begin: i32, rows: i32, t: i32): i32 {
  if (!lengths) return rows;
  while (rows > 0 && isPadding(lengths, begin + rows - 1, t)) rows--;
  return rows;
}

/** out = a ⊙ b, `count` elements. */
export function multiplyElements(count: i32, a: usize, b: usize, out: usize): void {
  productVectors(0, count, a, b, out);
}

@inline
function productVector(n: i32, count: i32, a: usize, b: usize, out: usize): void {
  const at = n << 2;
  storeFirst(out + at, f32x4.mul(v128.load(a + at), v128.load(b + at)), count);
}

/** out += a ⊙ b, `count` elements. */
export function addProductOfElements(count: i32, a: usize, b: usize, out: usize): void {
  addProductVectors(0, count, a, b, out);
}

@inline
function addProductVector(n: i32, count: i32, a: usize, b: usize, out: usize): void {
  const at = n << 2;
  storeFirst(out + at, madd(v128.load(a + at), v128.load(b + at), v128.load(out + at)), count);
}

/** dHidden += dOut (if not 0), and record (if not 0) = dHidden, `count` elements. */
export function receiveGradient(count: i32, dOut: usize, dHidden: usize, record: usize): void {
  if (dOut) addVectors(0, count, dOut, dHidden);
  if (record) memory.copy(record, dHidden, count << 2);
}

@inline
function addVector(n: i32, count: i32, x: usize, y: usize): void {
  const at = n << 2;
  storeFirst(y + at, f32x4.add(v128.load(y + at), v128.load(x + at)), count);
}

/**
 * dh += m ⊙ (da·Rᵀ) for the rows of sequences begin … begin + rows: dh (batch, units) holds what passes by the recurrent product,
 * `da` points to (rows, gateUnits), Rᵀ is in panels, `maskedGradient` (batch, units) is workspace, needed if there is a mask m.
 */
export function propagateToState(
  begin: i32,
  rows: i32,
  units: i32,
  gateUnits: i32,
  da: usize,
  recurrentTransposed: usize,
  mask: usize,
  maskedGradient: usize,
  dHidden: usize,
): void {
  const stride: usize = units * 4;
  const first: usize = begin * stride;
  const dh = dHidden + first;
  if (!mask) {
    product(rows, units, gateUnits, da, gateUnits * 4, recurrentTransposed, 0, dh, stride, dh, stride);
    return;
  }
  const unmasked = maskedGradient + first;
  product(rows, units, gateUnits, da, gateUnits * 4, recurrentTransposed, 0, 0, 0, unmasked, stride);
  addProductOfElements(rows * units, mask + first, unmasked, dh);
}

/** The value, except in lanes where row `row` of `replacements` (rows of units, may be 0) is not NaN. */
@inline
export function overridden(replacements: usize, row: i32, units: i32, at: usize, value: v128): v128 {
  if (!replacements) return value;
  const replacement = v128.load(replacements + row * units * 4 + at);
  return v128.bitselect(replacement, value, f32x4.eq(replacement, replacement));
}
