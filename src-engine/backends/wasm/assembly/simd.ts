/** Vectors of four float32 lanes: what the instruction set lacks. Reads past the end of a tensor are harmless, writes are not. */

/** a·b + c; rounded once in the relaxed variant, where the processor can, and twice otherwise. */
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** Writes the first `count` lanes, or all four if there are more. */
@inline
export function storeFirst(pointer: usize, value: v128, count: i32): void {
  if (count >= 4) v128.store(pointer, value);
  else storePart(pointer, value, count);
}

function storePart(pointer: usize, value: v128, count: i32): void {
  if (count & 2) {
    v128.store64_lane(pointer, value, 0);
    if (count & 1) v128.store32_lane(pointer, value, 2, 8);
  } else if (count & 1) v128.store32_lane(pointer, value, 0);
}

/** All bits set in the first `count` lanes. */
@inline
export function firstLanes(count: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count));
}

/** The sum of the lanes of a float32 vector, in float64. */
@inline
export function sumOfLanes(value: v128): f64 {
  const pairs = f64x2.add(lowerAsF64(value), upperAsF64(value));
  return f64x2.extract_lane(pairs, 0) + f64x2.extract_lane(pairs, 1);
}

@inline
export function lowerAsF64(value: v128): v128 {
  return f64x2.promote_low_f32x4(value);
}

@inline
export function upperAsF64(value: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<f32>(value, value, 2, 3, 2, 3));
}

/**
 * Writes eight lanes. The upper four first, because V8 joins such pairs of stores, and all that leads up to them, into 256-bit
 * instructions, and only then without storing the lower four twice.
 */
@inline
export function storePair(pointer: usize, lower: v128, upper: v128): void {
  v128.store(pointer, upper, 16);
  v128.store(pointer, lower);
}
