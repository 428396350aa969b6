import { madd, storeFirst, storePair } from './simd';

/** One row of C = S + a·B, B row-major: streams through B once, eight rows at a time. */
export function multiplyRow(columns: i32, depth: i32, a: usize, b: usize, bStride: usize, s: usize, c: usize): void {
  for (let j = 0; j < columns; j += 4) {
    storeFirst(c + (j << 2), s ? v128.load(s + (j << 2)) : f32x4.splat(0), columns - j);
  }
  const whole = columns & ~7;
  let k = 0;
  for (; k + 8 <= depth; k += 8) {
    addEightRows(whole, a, b, bStride, c);
    for (let n = 0; n < 8; n++) {
      if (whole < columns) addRow(columns - whole, a, b + whole * 4, c + whole * 4);
      a += 4;
      b += bStride;
    }
  }
  for (; k < depth; k++) {
    addRow(columns, a, b, c);
    a += 4;
    b += bStride;
  }
}

/** c += a[0]·B[0] + … + a[7]·B[7], a multiple of 8 columns. */
function addEightRows(columns: i32, a: usize, b: usize, bStride: usize, c: usize): void {
  const a0 = v128.load32_splat(a);
  const a1 = v128.load32_splat(a, 4);
  const a2 = v128.load32_splat(a, 8);
  const a3 = v128.load32_splat(a, 12);
  const a4 = v128.load32_splat(a, 16);
  const a5 = v128.load32_splat(a, 20);
  const a6 = v128.load32_splat(a, 24);
  const a7 = v128.load32_splat(a, 28);
  const end = c + columns * 4;
  for (; c < end; c += 32) {
    let row = b;
    let lower = madd(a0, v128.load(row), v128.load(c));
    let upper = madd(a0, v128.load(row, 16), v128.load(c, 16));
    row += bStride;
    lower = madd(a1, v128.load(row), lower);
    upper = madd(a1, v128.load(row, 16), upper);
    row += bStride;
    lower = madd(a2, v128.load(row), lower);
    upper = madd(a2, v128.load(row, 16), upper);
    row += bStride;
    lower = madd(a3, v128.load(row), lower);
    upper = madd(a3, v128.load(row, 16), upper);
    row += bStride;
    lower = madd(a4, v128.load(row), lower);
    upper = madd(a4, v128.load(row, 16), upper);
    row += bStride;
    lower = madd(a5, v128.load(row), lower);
    upper = madd(a5, v128.load(row, 16), upper);
    row += bStride;
    lower = madd(a6, v128.load(row), lower);
    upper = madd(a6, v128.load(row, 16), upper);
    row += bStride;
    lower = madd(a7, v128.load(row), lower);
    upper = madd(a7, v128.load(row, 16), upper);
    v128.store(c, lower);
    v128.store(c, upper, 16);
    b += 32;
  }
}

/** Columns of a strip. Panels of a tile's width would be read as several streams, and some processors read one stream faster. */
const STRIP_COLUMNS = 32;

export function stripColumns(): i32 {
  return STRIP_COLUMNS;
}

/** The bytes from one strip to the next. How a strip keeps its weights is the business of those who pack it and multiply with it. */
export function stripBytes(depth: i32): i32 {
  return depth * STRIP_COLUMNS * 4;
}

/** Packs a row-major matrix (depth, columns) into strips, as panels but wider, begin … end; `strips` is 0 where columns lack. */
export function packStrips(begin: i32, end: i32, matrix: usize, depth: i32, columns: i32, strips: usize): void {
  for (let strip = begin; strip < end; strip++) {
    const first = strip * STRIP_COLUMNS;
    const width = min(STRIP_COLUMNS, columns - first);
    let from = matrix + (first << 2);
    let to = strips + first * depth * 4;
    for (let k = 0; k < depth; k++) {
      for (let j = 0; j < width; j += 4) storeFirst(to + (j << 2), v128.load(from + (j << 2)), width - j);
      from += columns << 2;
      to += STRIP_COLUMNS * 4;
    }
  }
}

/** Packs the transpose of a row-major matrix (columns, depth) into strips, begin … end; `strips` is 0 where columns lack. */
export function packStripsTransposed(
  begin: i32,
  end: i32,
  matrix: usize,
  depth: i32,
  columns: i32,
  strips: usize,
): void {
  for (let strip = begin; strip < end; strip++) {
    const first = strip * STRIP_COLUMNS;
    const width = min(STRIP_COLUMNS, columns - first);
    let from = matrix + <usize>first * depth * 4;
    for (let j = 0; j < width; j++) {
      let to = strips + (<usize>first * depth + j) * 4;
      for (let k = 0; k < depth; k++) {
        f32.store(to, f32.load(from));
        from += 4;
        to += STRIP_COLUMNS * 4;
      }
    }
  }
}

/** Does the same as `linearColumns` for one row, to the bit, with B in strips, of which begin … end. */
export function multiplyStrips(
  begin: i32,
  end: i32,
  columns: i32,
  depth: i32,
  a: usize,
  strips: usize,
  s: usize,
  c: usize,
): void {
  for (let strip = begin; strip < end; strip++) {
    const first = strip * STRIP_COLUMNS;
    const b = strips + first * depth * 4;
    const from = s ? s + first * 4 : 0;
    const to = c + first * 4;
    if (first + STRIP_COLUMNS <= columns) multiplyWholeStrip(depth, a, b, from, to);
    else multiplyLastStrip(columns - first, depth, a, b, from, to);
  }
}

/** Eight sums side by side, so that none has to wait for itself. */
function multiplyWholeStrip(depth: i32, a: usize, b: usize, s: usize, c: usize): void {
  let c0 = s ? v128.load(s) : f32x4.splat(0);
  let c1 = s ? v128.load(s, 16) : f32x4.splat(0);
  let c2 = s ? v128.load(s, 32) : f32x4.splat(0);
  let c3 = s ? v128.load(s, 48) : f32x4.splat(0);
  let c4 = s ? v128.load(s, 64) : f32x4.splat(0);
  let c5 = s ? v128.load(s, 80) : f32x4.splat(0);
  let c6 = s ? v128.load(s, 96) : f32x4.splat(0);
  let c7 = s ? v128.load(s, 112) : f32x4.splat(0);
  for (const end = a + (depth << 2); a < end; a += 4) {
    const ak = v128.load32_splat(a);
    c0 = madd(ak, v128.load(b), c0);
    c1 = madd(ak, v128.load(b, 16), c1);
    c2 = madd(ak, v128.load(b, 32), c2);
    c3 = madd(ak, v128.load(b, 48), c3);
    c4 = madd(ak, v128.load(b, 64), c4);
    c5 = madd(ak, v128.load(b, 80), c5);
    c6 = madd(ak, v128.load(b, 96), c6);
    c7 = madd(ak, v128.load(b, 112), c7);
    b += STRIP_COLUMNS * 4;
  }
  storePair(c, c0, c1);
  storePair(c + 32, c2, c3);
  storePair(c + 64, c4, c5);
  storePair(c + 96, c6, c7);
}

/** A strip of which only `width` columns exist. */
function multiplyLastStrip(width: i32, depth: i32, a: usize, b: usize, s: usize, c: usize): void {
  for (let j = 0; j < width; j += 4) {
    let sum = s ? v128.load(s + (j << 2)) : f32x4.splat(0);
    for (let k = 0; k < depth; k++) {
      sum = madd(v128.load32_splat(a + (k << 2)), v128.load(b + ((k * STRIP_COLUMNS + j) << 2)), sum);
    }
    storeFirst(c + (j << 2), sum, width - j);
  }
}

/** A row of a strip in bfloat16, the upper halves of float32: words of the first columns in their lower 16 bits, the others above. */
const NARROW_WORDS = STRIP_COLUMNS / 2;

/** Keeps the upper halves of strips of that depth, begin … end. */
export function narrowStrips(begin: i32, end: i32, depth: i32, strips: usize, narrow: usize): void {
  let from = strips + <usize>begin * depth * (STRIP_COLUMNS * 4);
  let to = narrow + <usize>begin * depth * (NARROW_WORDS * 4);
  for (let row = begin * depth; row < end * depth; row++) {
    for (let j = 0; j < NARROW_WORDS * 4; j += 16) {
      const lower = i32x4.shr_u(v128.load(from + j), 16);
      v128.store(to + j, v128.or(lower, upperHalves(v128.load(from + j, NARROW_WORDS * 4))));
    }
    from += STRIP_COLUMNS * 4;
    to += NARROW_WORDS * 4;
  }
}

/** Does the same as `multiplyStrips`, to the bit, with the strips that `narrowStrips` has made of those of such a matrix. */
export function multiplyNarrowStrips(
  begin: i32,
  end: i32,
  columns: i32,
  depth: i32,
  a: usize,
  narrow: usize,
  s: usize,
  c: usize,
): void {
  for (let strip = begin; strip < end; strip++) {
    const first = strip * STRIP_COLUMNS;
    const b = narrow + <usize>first * depth * 2;
    const from = s ? s + first * 4 : 0;
    const to = c + first * 4;
    if (first + STRIP_COLUMNS <= columns) multiplyWholeNarrowStrip(depth, a, b, from, to);
    else multiplyLastNarrowStrip(columns - first, depth, a, b, from, to);
  }
}

function multiplyWholeNarrowStrip(depth: i32, a: usize, b: usize, s: usize, c: usize): void {
  let c0 = s ? v128.load(s) : f32x4.splat(0);
  let c1 = s ? v128.load(s, 16) : f32x4.splat(0);
  let c2 = s ? v128.load(s, 32) : f32x4.splat(0);
  let c3 = s ? v128.load(s, 48) : f32x4.splat(0);
  let c4 = s ? v128.load(s, 64) : f32x4.splat(0);
  let c5 = s ? v128.load(s, 80) : f32x4.splat(0);
  let c6 = s ? v128.load(s, 96) : f32x4.splat(0);
  let c7 = s ? v128.load(s, 112) : f32x4.splat(0);
  for (const end = a + (depth << 2); a < end; a += 4) {
    const ak = v128.load32_splat(a);
    const w0 = v128.load(b);
    const w1 = v128.load(b, 16);
    const w2 = v128.load(b, 32);
    const w3 = v128.load(b, 48);
    c0 = madd(ak, lowerHalves(w0), c0);
    c1 = madd(ak, lowerHalves(w1), c1);
    c2 = madd(ak, lowerHalves(w2), c2);
    c3 = madd(ak, lowerHalves(w3), c3);
    c4 = madd(ak, upperHalves(w0), c4);
    c5 = madd(ak, upperHalves(w1), c5);
    c6 = madd(ak, upperHalves(w2), c6);
    c7 = madd(ak, upperHalves(w3), c7);
    b += NARROW_WORDS * 4;
  }
  storePair(c, c0, c1);
  storePair(c + 32, c2, c3);
  storePair(c + 64, c4, c5);
  storePair(c + 96, c6, c7);
}

/** A strip of which only `width` columns exist. */
function multiplyLastNarrowStrip(width: i32, depth: i32, a: usize, b: usize, s: usize, c: usize): void {
  for (let j = 0; j < width; j += 4) {
    const isLower = j < NARROW_WORDS;
    let words = b + ((j % NARROW_WORDS) << 2);
    let sum = s ? v128.load(s + (j << 2)) : f32x4.splat(0);
    for (let k = 0; k < depth; k++) {
      const w = v128.load(words);
      sum = madd(v128.load32_splat(a + (k << 2)), isLower ? lowerHalves(w) : upperHalves(w), sum);
      words += NARROW_WORDS * 4;
    }
    storeFirst(c + (j << 2), sum, width - j);
  }
}

/** The bfloat16 in the lower 16 bits of each word as float32. */
@inline
function lowerHalves(words: v128): v128 {
  return i32x4.shl(words, 16);
}

/** The bfloat16 in the upper 16 bits of each word as float32. */
@inline
function upperHalves(words: v128): v128 {
  return v128.and(words, i32x4.splat(0xffff0000));
}

/** c += a[0]·B[0]. */
function addRow(columns: i32, a: usize, b: usize, c: usize): void {
  const a0 = v128.load32_splat(a);
  for (let j = 0; j < columns; j += 4) {
    const at = j << 2;
    storeFirst(c + at, madd(a0, v128.load(b + at), v128.load(c + at)), columns - j);
  }
}
