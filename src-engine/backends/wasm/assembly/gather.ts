/** Products with one-hot rows, for which only the token ids are given; −1 is a row of zeros. */
import { storeFirst, storePair } from './simd';

/** out[n] (columns) = K[ids[n]] + b, rows begin … end; `bias` may be 0. */
export function gatherRows(
  begin: i32,
  end: i32,
  columns: i32,
  ids: usize,
  kernel: usize,
  bias: usize,
  out: usize,
): void {
  for (let n = begin; n < end; n++) {
    const id = i32.load(ids + (n << 2));
    const from = id < 0 ? 0 : kernel + id * columns * 4;
    const to = out + n * columns * 4;
    let j = 0;
    if (bias && from) {
      for (; j + 8 <= columns; j += 8) {
        const b = bias + (j << 2);
        const k = from + (j << 2);
        const lower = f32x4.add(v128.load(b), v128.load(k));
        const upper = f32x4.add(v128.load(b, 16), v128.load(k, 16));
        storePair(to + (j << 2), lower, upper);
      }
    }
    for (; j < columns; j += 4) {
      let value = bias ? v128.load(bias + (j << 2)) : f32x4.splat(0);
      if (from) value = f32x4.add(value, v128.load(from + (j << 2)));
      storeFirst(to + (j << 2), value, columns - j);
    }
  }
}

/** dK[ids[n]] += d[n] for d (rows, columns), columns begin … end. */
export function scatterRows(
  begin: i32,
  end: i32,
  rows: i32,
  columns: i32,
  ids: usize,
  d: usize,
  dKernel: usize,
): void {
  for (let n = 0; n < rows; n++) {
    const id = i32.load(ids + (n << 2));
    if (id < 0) continue;
    const from = d + n * columns * 4;
    const to = dKernel + id * columns * 4;
    let j = begin;
    for (; j + 8 <= end; j += 8) {
      const sum = to + (j << 2);
      const row = from + (j << 2);
      const lower = f32x4.add(v128.load(sum), v128.load(row));
      const upper = f32x4.add(v128.load(sum, 16), v128.load(row, 16));
      storePair(sum, lower, upper);
    }
    for (; j < end; j += 4) {
      const at = j << 2;
      storeFirst(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)), end - j);
    }
  }
}
