/** Element by element: elements begin … end of each tensor. */
import { Bytes } from './argument-types';
import { madd, storeFirst } from './simd';

/** x = value. */
export function fillFloat(begin: i32, end: i32, x: usize, value: f32): void {
  if (reinterpret<i32>(value) == 0) return memory.fill(x + (begin << 2), 0, (end - begin) << 2);
  for (let n = begin; n < end; n += 4) storeFirst(x + (n << 2), f32x4.splat(value), end - n);
}

/** x = value, int32. */
export function fillInteger(begin: i32, end: i32, x: usize, value: i32): void {
  for (let n = begin; n < end; n += 4) storeFirst(x + (n << 2), i32x4.splat(value), end - n);
}

/** x[rows[n]] = value, n from begin to end, for rows of `width`; a row of −1 stands for none. */
export function fillRows(begin: i32, end: i32, width: i32, rows: usize, x: usize, value: f32): void {
  for (let n = begin; n < end; n++) {
    const row = i32.load(rows + (n << 2));
    if (row >= 0) fillFloat(0, width, x + <usize>row * width * 4, value);
  }
}

/** to = from, of any type; the two may overlap. */
export function copy(count: i32, from: usize, to: usize): void {
  memory.copy(to, from, <usize>count << 2);
}

/** y += α·x. */
export function addScaled(begin: i32, end: i32, alpha: f32, x: usize, y: usize): void {
  addScaledVectors(begin, end, alpha, x, y);
}

@inline
function addScaledVector(n: i32, count: i32, alpha: f32, x: usize, y: usize): void {
  const at = n << 2;
  storeFirst(y + at, madd(f32x4.splat(alpha), v128.load(x + at), v128.load(y + at)), count);
}

/** x = α·x. */
export function scale(begin: i32, end: i32, alpha: f32, x: usize): void {
  scaleVectors(begin, end, alpha, x);
}

@inline
function scaleVector(n: i32, count: i32, alpha: f32, x: usize): void {
  const at = n << 2;
  storeFirst(x + at, f32x4.mul(f32x4.splat(alpha), v128.load(x + at)), count);
}

/** x = max(−limit, min(limit, x)); NaN stays. */
export function clamp(begin: i32, end: i32, limit: f32, x: usize): void {
  clampVectors(begin, end, limit, x);
}

@inline
function clampVector(n: i32, count: i32, limit: f32, x: usize): void {
  const at = n << 2;
  storeFirst(x + at, f32x4.pmax(f32x4.pmin(v128.load(x + at), f32x4.splat(limit)), f32x4.splat(-limit)), count);
}

/** to[n, j] (+)= from[n, j], rows begin … end, `columns` columns; strides in bytes. */
export function copyColumns(
  begin: i32,
  end: i32,
  columns: i32,
  from: usize,
  fromStride: Bytes,
  to: usize,
  toStride: Bytes,
  accumulate: bool,
): void {
  from += begin * fromStride;
  to += begin * toStride;
  for (let row = begin; row < end; row++) {
    for (let j = 0; j < columns; j += 4) {
      const at = j << 2;
      let value = v128.load(from + at);
      if (accumulate) value = f32x4.add(value, v128.load(to + at));
      storeFirst(to + at, value, columns - j);
    }
    from += fromStride;
    to += toStride;
  }
}
