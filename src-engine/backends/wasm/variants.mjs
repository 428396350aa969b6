/**
 * The kernels that are built: one module for each entry, all from the same sources. `tile` is what generate-tiles.mjs unrolls.
 */
export const variants = [
  { name: 'relaxed', features: ['simd', 'relaxed-simd'], tile: { rows: 4, columns: 8 } },
  { name: 'baseline', features: ['simd'], tile: { rows: 4, columns: 8 } },
];
