/**
 * Panels: a matrix (depth, columns) cut into strips of TILE_COLUMNS columns, each strip contiguous with its rows in order, so that
 * the innermost loop of a product reads one stream. The last strip is filled up with zeros.
 */
import { TILE_COLUMNS } from './tiles';

/** Packs a row-major matrix (depth, columns), panels begin … end. */
export function packPanels(begin: i32, end: i32, matrix: usize, depth: i32, columns: i32, panels: usize): void {
  const stride = <usize>columns << 2;
  for (let p = begin; p < end; p++) {
    const j = p * TILE_COLUMNS;
    packPanel(matrix + (j << 2), stride, depth, min(TILE_COLUMNS, columns - j), panels + j * depth * 4);
  }
}

/** Packs the first `width` columns of a matrix with rows `stride` bytes apart into one panel. */
export function packPanel(matrix: usize, stride: usize, depth: i32, width: i32, panel: usize): void {
  if (width == TILE_COLUMNS) {
    for (let k = 0; k < depth; k++) {
      for (let j = 0; j < TILE_COLUMNS; j += 4) v128.store(panel + (j << 2), v128.load(matrix + (j << 2)));
      matrix += stride;
      panel += TILE_COLUMNS * 4;
    }
    return;
  }
  for (let k = 0; k < depth; k++) {
    for (let j = 0; j < TILE_COLUMNS; j++) f32.store(panel + (j << 2), j < width ? f32.load(matrix + (j << 2)) : 0);
    matrix += stride;
    panel += TILE_COLUMNS * 4;
  }
}

/** Packs the transpose of a row-major matrix (columns, depth), panels begin … end, in blocks of 4 × 4. */
export function packPanelsTransposed(
  begin: i32,
  end: i32,
  matrix: usize,
  depth: i32,
  columns: i32,
  panels: usize,
): void {
  const stride = <usize>depth << 2;
  const last = min(columns, end * TILE_COLUMNS);
  for (let j = begin * TILE_COLUMNS; j < last; j += 4) {
    const width = columns - j;
    const panel = panels + (j / TILE_COLUMNS) * depth * TILE_COLUMNS * 4 + ((j % TILE_COLUMNS) << 2);
    const source = matrix + j * stride;
    let k = 0;
    if (width >= 4) {
      for (; k + 4 <= depth; k += 4) {
        const from = source + (k << 2);
        const to = panel + k * TILE_COLUMNS * 4;
        transpose4(from, stride, to);
      }
    }
    for (; k < depth; k++) {
      for (let lane = 0; lane < 4; lane++) {
        const value = lane < width ? f32.load(source + lane * stride + (k << 2)) : 0;
        f32.store(panel + k * TILE_COLUMNS * 4 + (lane << 2), value);
      }
    }
  }
  if (last == columns) zeroTrailingColumns(panels, depth, columns);
}

/** Columns of the last panel past the last whole block of 4. */
function zeroTrailingColumns(panels: usize, depth: i32, columns: i32): void {
  const first = ((columns + 3) & ~3) % TILE_COLUMNS;
  if (first == 0) return;
  let row = panels + (columns / TILE_COLUMNS) * depth * TILE_COLUMNS * 4;
  for (let k = 0; k < depth; k++) {
    for (let j = first; j < TILE_COLUMNS; j += 4) v128.store(row + (j << 2), f32x4.splat(0));
    row += TILE_COLUMNS * 4;
  }
}

/** Writes the transpose of the 4 × 4 block at `from` to rows TILE_COLUMNS apart. */
@inline
function transpose4(from: usize, stride: usize, to: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + stride);
  const c = v128.load(from + 2 * stride);
  const d = v128.load(from + 3 * stride);
  const abLow = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cdLow = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(abLow, cdLow, 0, 1, 4, 5));
  v128.store(to + TILE_COLUMNS * 4, v128.shuffle<f32>(abLow, cdLow, 2, 3, 6, 7));
  v128.store(to + 2 * TILE_COLUMNS * 4, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5));
  v128.store(to + 3 * TILE_COLUMNS * 4, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7));
}
