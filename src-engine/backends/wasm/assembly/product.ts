/**
 * Matrix products in float32. The innermost loops are generated (see generate-tiles.mjs); here is the blocking around them, for
 * caches of 32 KB and 512 KB: a panel's part of DEPTH_BLOCK rows stays in the first, ROW_BLOCK rows of A in the second.
 */
import { Bytes } from './argument-types';
import { packPanel } from './packing';
import { multiplyRow } from './row-product';
import { accumulateTile, multiplyPanel, TILE_COLUMNS, TILE_ROWS } from './tiles';
import { storeFirst, storePair } from './simd';
import { placeConstants } from './transcendental';

const ROW_BLOCK: i32 = 64;
const DEPTH_BLOCK: i32 = 4096 / TILE_COLUMNS;
/** Rows and columns of x, and panels of d, that `weightGradient` packs at a time: together they fill the second cache. */
const GRADIENT_DEPTH: i32 = 256;
const GRADIENT_INPUTS: i32 = 256;
const STRIP_PANELS: i32 = 128 / TILE_COLUMNS;
/** A cache line after each panel of a strip, so that panels do not fall on the same lines. */
const PANEL_GAP: i32 = 64;

/** Private to this instance: 64 bytes of zeros, one tile, packed columns of x (of whole tiles), and a strip of d. */
let scratch: usize = 0;
const TILE: i32 = 64;
const PACKED_X: i32 = TILE + TILE_ROWS * TILE_COLUMNS * 4;
const STRIP: i32 = PACKED_X + (GRADIENT_INPUTS + TILE_ROWS) * GRADIENT_DEPTH * 4;
const SCRATCH_BYTES: i32 = STRIP + STRIP_PANELS * (GRADIENT_DEPTH * TILE_COLUMNS * 4 + PANEL_GAP);

/** Says where this instance finds its `scratchBytes()` of zeroed memory. Comes before everything else. */
export function useScratch(pointer: usize): void {
  scratch = pointer;
  placeConstants();
}

export function scratchBytes(): i32 {
  return SCRATCH_BYTES;
}

/** Columns of a panel. */
export function panelColumns(): i32 {
  return TILE_COLUMNS;
}

/**
 * C = S + A·B; strides in bytes. `b` is packed into panels, or row-major if `bStride` is not 0 (worth it for few rows only).
 * S may be C (to accumulate), have stride 0 (one row, a bias, for all rows), or be 0 (nothing).
 */
export function product(
  rows: i32,
  columns: i32,
  depth: i32,
  a: usize,
  aStride: usize,
  b: usize,
  bStride: usize,
  s: usize,
  sStride: usize,
  c: usize,
  cStride: usize,
): void {
  if (bStride) {
    for (let row = 0; row < rows; row++) {
      multiplyRow(columns, depth, a, b, bStride, s, c);
      a += aStride;
      s += sStride;
      c += cStride;
    }
    return;
  }
  for (let row = 0; row < rows; row += ROW_BLOCK) {
    const height = min(ROW_BLOCK, rows - row);
    multiplyBlock(height, columns, depth, a, aStride, b, s, sStride, c, cStride);
    a += ROW_BLOCK * aStride;
    s += ROW_BLOCK * sStride;
    c += ROW_BLOCK * cStride;
  }
}

/** C = S + A·B, rows begin … end. */
export function linear(
  begin: i32,
  end: i32,
  columns: i32,
  depth: i32,
  a: usize,
  b: usize,
  bStride: Bytes,
  s: usize,
  sStride: Bytes,
  c: usize,
): void {
  const aStride: usize = depth * 4;
  const cStride: usize = columns * 4;
  a += begin * aStride;
  c += begin * cStride;
  product(end - begin, columns, depth, a, aStride, b, bStride, s + begin * sStride, sStride, c, cStride);
}

function multiplyBlock(
  rows: i32,
  columns: i32,
  depth: i32,
  a: usize,
  aStride: usize,
  panels: usize,
  s: usize,
  sStride: usize,
  c: usize,
  cStride: usize,
): void {
  for (let k = 0; k < depth; k += DEPTH_BLOCK) {
    const part = min(DEPTH_BLOCK, depth - k);
    for (let j = 0; j < columns; j += TILE_COLUMNS) {
      const panel = panels + (j * depth + k * TILE_COLUMNS) * 4;
      const to = c + (j << 2);
      const from = s ? s + (j << 2) : scratch;
      multiplyWholeOrLastPanel(columns - j, rows, part, a, aStride, panel, from, sStride, to, cStride);
    }
    a += DEPTH_BLOCK * 4;
    s = c;
    sStride = cStride;
  }
}

/** A panel of which at most `width` columns exist. */
@inline
function multiplyWholeOrLastPanel(
  width: i32,
  rows: i32,
  depth: i32,
  a: usize,
  aStride: usize,
  panel: usize,
  s: usize,
  sStride: usize,
  c: usize,
  cStride: usize,
): void {
  if (width >= TILE_COLUMNS) multiplyPanel(rows, depth, a, aStride, panel, s, sStride, c, cStride);
  else multiplyLastPanel(width, rows, depth, a, aStride, panel, s, sStride, c, cStride);
}

/** A panel of which only `width` columns exist: goes through the scratch tile, so that nothing beside C is written. */
function multiplyLastPanel(
  width: i32,
  rows: i32,
  depth: i32,
  a: usize,
  aStride: usize,
  panel: usize,
  s: usize,
  sStride: usize,
  c: usize,
  cStride: usize,
): void {
  const tile = scratch + TILE;
  for (let row = 0; row < rows; row += TILE_ROWS) {
    const height = min(TILE_ROWS, rows - row);
    copyTile(height, width, s, sStride, tile, TILE_COLUMNS * 4);
    multiplyPanel(height, depth, a, aStride, panel, tile, TILE_COLUMNS * 4, tile, TILE_COLUMNS * 4);
    copyTile(height, width, tile, TILE_COLUMNS * 4, c, cStride);
    a += TILE_ROWS * aStride;
    s += TILE_ROWS * sStride;
    c += TILE_ROWS * cStride;
  }
}

function copyTile(rows: i32, columns: i32, from: usize, fromStride: usize, to: usize, toStride: usize): void {
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < columns; j += 4) storeFirst(to + (j << 2), v128.load(from + (j << 2)), columns - j);
    from += fromStride;
    to += toStride;
  }
}

/**
 * C = S + A·B, columns begin … end, B row-major and read once: for few rows, where packing B first would be most of the work. One row
 * streams through B; more of them multiply strips of it that are packed on the way.
 */
export function linearColumns(
  begin: i32,
  end: i32,
  rows: i32,
  columns: i32,
  depth: i32,
  a: usize,
  b: usize,
  s: usize,
  sStride: Bytes,
  c: usize,
): void {
  const stride: usize = columns * 4;
  const aStride: usize = depth * 4;
  if (rows == 1) {
    const first = begin * 4;
    return multiplyRow(end - begin, depth, a, b + first, stride, s ? s + first : 0, c + first);
  }
  const strip = scratch + STRIP;
  for (let k = 0; k < depth; k += GRADIENT_DEPTH) {
    const part = min(GRADIENT_DEPTH, depth - k);
    for (let j = begin; j < end; j += STRIP_PANELS * TILE_COLUMNS) {
      const width = min(STRIP_PANELS * TILE_COLUMNS, end - j);
      packStrip(b + k * stride + j * 4, stride, part, width, strip, 0);
      for (let p = 0; p < width; p += TILE_COLUMNS) {
        const panel = strip + (p / TILE_COLUMNS) * (part * TILE_COLUMNS * 4 + PANEL_GAP);
        const at = (j + p) * 4;
        const from = s ? s + at : scratch;
        multiplyWholeOrLastPanel(width - p, rows, part, a + k * 4, aStride, panel, from, sStride, c + at, stride);
      }
    }
    s = c;
    sStride = stride;
  }
}

/**
 * dK (inputs, outputs) += xᵀ·d for x (rows, inputs) and d (rows, outputs), all row-major, columns begin … end of d and dK;
 * db (outputs), if not 0, += Σ rows of d, on the way. `mask` (batch, inputs), if not 0, multiplies rows n mod batch of x.
 */
export function weightGradient(
  begin: i32,
  end: i32,
  rows: i32,
  inputs: i32,
  outputs: i32,
  x: usize,
  mask: usize,
  batch: i32,
  d: usize,
  dK: usize,
  db: usize,
): void {
  const packedX = scratch + PACKED_X;
  const strip = scratch + STRIP;
  for (let row = 0; row < rows; row += GRADIENT_DEPTH) {
    const depth = min(GRADIENT_DEPTH, rows - row);
    for (let i = 0; i < inputs; i += GRADIENT_INPUTS) {
      const height = min(GRADIENT_INPUTS, inputs - i);
      packTransposedRows(row, depth, i, height, inputs, x, mask, batch, packedX);
      for (let j = begin; j < end; j += STRIP_PANELS * TILE_COLUMNS) {
        const width = min(STRIP_PANELS * TILE_COLUMNS, end - j);
        packStrip(d + (row * outputs + j) * 4, outputs * 4, depth, width, strip, db && i == 0 ? db + j * 4 : 0);
        for (let p = 0; p < width; p += TILE_COLUMNS) {
          const panel = strip + (p / TILE_COLUMNS) * (depth * TILE_COLUMNS * 4 + PANEL_GAP);
          const to = dK + (i * outputs + j + p) * 4;
          accumulatePanel(depth, height, min(TILE_COLUMNS, width - p), packedX, panel, to, outputs * 4);
        }
      }
    }
  }
}

/** Packs `width` columns into panels, row after row, and adds each row to `sum`, if not 0. */
function packStrip(matrix: usize, stride: usize, depth: i32, width: i32, strip: usize, sum: usize): void {
  const panelBytes: usize = depth * TILE_COLUMNS * 4 + PANEL_GAP;
  const whole = width - (width % TILE_COLUMNS);
  let from = matrix;
  for (let k = 0; k < depth; k++) {
    let to = strip + k * TILE_COLUMNS * 4;
    for (let j = 0; j < whole; j += TILE_COLUMNS) {
      for (let lane = 0; lane < TILE_COLUMNS; lane += 4) {
        const at = (j + lane) << 2;
        const value = v128.load(from + at);
        v128.store(to + (lane << 2), value);
        if (sum) v128.store(sum + at, f32x4.add(v128.load(sum + at), value));
      }
      to += panelBytes;
    }
    from += stride;
  }
  if (whole == width) return;
  const at = whole << 2;
  packPanel(matrix + at, stride, depth, width - whole, strip + (whole / TILE_COLUMNS) * panelBytes);
  if (sum) addRows(matrix + at, stride, depth, width - whole, sum + at);
}

/** All rows of one panel's width of C += A·panel, A packed by `packTransposedRows`. */
function accumulatePanel(depth: i32, rows: i32, width: i32, a: usize, panel: usize, c: usize, cStride: usize): void {
  const tile = scratch + TILE;
  for (let row = 0; row < rows; row += TILE_ROWS) {
    const height = min(TILE_ROWS, rows - row);
    if (height == TILE_ROWS && width == TILE_COLUMNS) accumulateTile(depth, a, panel, c, cStride);
    else {
      copyTile(height, width, c, cStride, tile, TILE_COLUMNS * 4);
      accumulateTile(depth, a, panel, tile, TILE_COLUMNS * 4);
      copyTile(height, width, tile, TILE_COLUMNS * 4, c, cStride);
    }
    a += TILE_ROWS * depth * 4;
    c += TILE_ROWS * cStride;
  }
}

/**
 * Packs rows `first` … `first + depth`, columns `column` … `column + width` of x (·, inputs) so that every TILE_ROWS columns are
 * contiguous, step by step: the A of `accumulateTile`. A store may run into what follows, which is written next.
 */
function packTransposedRows(
  first: i32,
  depth: i32,
  column: i32,
  width: i32,
  inputs: i32,
  x: usize,
  mask: usize,
  batch: i32,
  to: usize,
): void {
  for (let i = column; i < column + width; i += TILE_ROWS) {
    let from = x + (first * inputs + i) * 4;
    let maskRow = first % batch;
    for (let k = 0; k < depth; k++) {
      for (let lane = 0; lane < TILE_ROWS; lane += 4) {
        let value = v128.load(from + lane * 4);
        if (mask) value = f32x4.mul(value, v128.load(mask + (maskRow * inputs + i + lane) * 4));
        v128.store(to + lane * 4, value);
      }
      from += inputs * 4;
      to += TILE_ROWS * 4;
      if (++maskRow == batch) maskRow = 0;
    }
  }
}

/** sum (columns) += Σ rows of a matrix (rows, columns), columns begin … end. */
export function sumRows(begin: i32, end: i32, rows: i32, columns: i32, matrix: usize, sum: usize): void {
  addRows(matrix + begin * 4, columns * 4, rows, end - begin, sum + begin * 4);
}

/** sum (width) += Σ rows of a matrix whose rows are `stride` bytes apart. */
function addRows(matrix: usize, stride: usize, rows: i32, width: i32, sum: usize): void {
  for (let row = 0; row < rows; row++) {
    let j = 0;
    for (; j + 8 <= width; j += 8) {
      const from = matrix + (j << 2);
      const to = sum + (j << 2);
      const lower = f32x4.add(v128.load(to), v128.load(from));
      const upper = f32x4.add(v128.load(to, 16), v128.load(from, 16));
      storePair(to, lower, upper);
    }
    for (; j < width; j += 4) {
      const total = f32x4.add(v128.load(sum + (j << 2)), v128.load(matrix + (j << 2)));
      storeFirst(sum + (j << 2), total, width - j);
    }
    matrix += stride;
  }
}
