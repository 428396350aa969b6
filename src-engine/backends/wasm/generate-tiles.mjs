/**
 * Writes the innermost loops of the matrix product as AssemblyScript, every accumulator a local of its own, because the compiler
 * keeps locals in registers but arrays in memory. A tile is `rows` × `columns` accumulators of C; `columns` is a multiple of 4 and
 * also the width of a packed panel. x64 has 16 vector registers, so (rows + 1)·columns/4 + columns/4 + 1 of at most 15 is what fits.
 *
 * @param {{ rows: number, columns: number }} tile
 * @returns {string}
 */
export function generateTiles({ rows, columns }) {
  const parts = [
    `import { madd } from './simd';`,
    `export const TILE_ROWS: i32 = ${rows};`,
    `export const TILE_COLUMNS: i32 = ${columns};`,
    packedTile(rows, columns),
  ];
  for (let height = rows + 1; height >= 1; height--) parts.push(rowTile(height, columns));
  parts.push(panelProduct(rows));
  return parts.join('\n\n') + '\n';
}

const DEPTH_UNROLL = 4;
const range = (count) => Array.from({ length: count }, (_, i) => i);
const lines = (...parts) => parts.flat().join('\n');

function loadTile(rows, vectors, pointer, stride) {
  return range(rows).flatMap((r) => [
    ...(r === 0 ? [`let ${pointer}Row = ${pointer};`] : [`${pointer}Row += ${stride};`]),
    ...range(vectors).map((v) => `let c${r}_${v} = v128.load(${pointer}Row, ${16 * v});`),
  ]);
}

function storeTile(rows, vectors) {
  return range(rows).flatMap((r) => [
    ...(r === 0 ? ['let cRow = c;'] : ['cRow += cStride;']),
    ...range(vectors).map((v) => `v128.store(cRow, c${r}_${v}, ${16 * v});`),
  ]);
}

/** One step in depth: loads a row of the panel once and every element of A once, splat over a vector. */
function depthStep(rows, vectors, panelOffset, elementOfA) {
  return [
    ...range(vectors).map((v) => `b${v} = v128.load(panel, ${panelOffset + 16 * v});`),
    ...range(rows).flatMap((r) => [
      `x = v128.load32_splat(${elementOfA(r)});`,
      ...range(vectors).map((v) => `c${r}_${v} = madd(x, b${v}, c${r}_${v});`),
    ]),
  ];
}

const stepLocals = (vectors) => ['let x: v128;', ...range(vectors).map((v) => `let b${v}: v128;`)];

/** `height` rows of C = S + A·panel, A row-major. */
function rowTile(height, columns) {
  const vectors = columns / 4;
  const panelRow = 4 * columns;
  return lines(
    `export function multiplyRows${height}(depth: i32, a: usize, aStride: usize, panel: usize, s: usize, sStride: usize, c: usize, cStride: usize): void {`,
    range(height).map((r) => (r === 0 ? 'let a0 = a;' : `let a${r} = a${r - 1} + aStride;`)),
    loadTile(height, vectors, 's', 'sStride'),
    stepLocals(vectors),
    `for (let k = depth >> 2; k > 0; --k) {`,
    range(DEPTH_UNROLL).flatMap((u) => depthStep(height, vectors, u * panelRow, (r) => `a${r}, ${4 * u}`)),
    range(height).map((r) => `a${r} += ${4 * DEPTH_UNROLL};`),
    `panel += ${panelRow * DEPTH_UNROLL};`,
    '}',
    `for (let k = depth & 3; k > 0; --k) {`,
    depthStep(height, vectors, 0, (r) => `a${r}`),
    range(height).map((r) => `a${r} += 4;`),
    `panel += ${panelRow};`,
    '}',
    storeTile(height, vectors),
    '}',
  );
}

/** All rows of C = S + A·panel: tiles one row taller take up what is left over, where there are enough rows. */
function panelProduct(rows) {
  const remaining = range(rows - 1).map((r) => r + 1);
  const tile = (height) => [
    `multiplyRows${height}(depth, a, aStride, panel, s, sStride, c, cStride);`,
    `a += ${height} * aStride; s += ${height} * sStride; c += ${height} * cStride;`,
  ];
  return lines(
    'export function multiplyPanel(rows: i32, depth: i32, a: usize, aStride: usize, panel: usize, s: usize, sStride: usize, c: usize, cStride: usize): void {',
    `if (rows >= ${rows + 1} * (rows % ${rows})) {`,
    `for (let taller = rows % ${rows}; taller > 0; taller--) {`,
    tile(rows + 1),
    `rows -= ${rows + 1};`,
    '}',
    '}',
    `for (; rows >= ${rows}; rows -= ${rows}) {`,
    tile(rows),
    '}',
    remaining.map((r) => `if (rows == ${r}) multiplyRows${r}(depth, a, aStride, panel, s, sStride, c, cStride);`),
    '}',
  );
}

/** C += A·panel for one full tile, A packed: step k holds `rows` consecutive elements, one of each row. */
function packedTile(rows, columns) {
  const vectors = columns / 4;
  const panelRow = 4 * columns;
  return lines(
    'export function accumulateTile(depth: i32, a: usize, panel: usize, c: usize, cStride: usize): void {',
    loadTile(rows, vectors, 'c', 'cStride').map((line) => line.replaceAll('cRow', 'from')),
    stepLocals(vectors),
    `for (let k = depth >> 2; k > 0; --k) {`,
    range(DEPTH_UNROLL).flatMap((u) => depthStep(rows, vectors, u * panelRow, (r) => `a, ${4 * (u * rows + r)}`)),
    `a += ${4 * rows * DEPTH_UNROLL};`,
    `panel += ${panelRow * DEPTH_UNROLL};`,
    '}',
    `for (let k = depth & 3; k > 0; --k) {`,
    depthStep(rows, vectors, 0, (r) => `a, ${4 * r}`),
    `a += ${4 * rows};`,
    `panel += ${panelRow};`,
    '}',
    storeTile(rows, vectors),
    '}',
  );
}
