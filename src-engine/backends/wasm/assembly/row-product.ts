import { madd, storeFirst } from './simd';

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

/** c += a[0]·B[0]. */
function addRow(columns: i32, a: usize, b: usize, c: usize): void {
  const a0 = v128.load32_splat(a);
  for (let j = 0; j < columns; j += 4) {
    const at = j << 2;
    storeFirst(c + at, madd(a0, v128.load(b + at), v128.load(c + at)), columns - j);
  }
}
