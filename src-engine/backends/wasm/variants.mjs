/**
 * The kernels that are built: one module for each entry, all from the same sources. `tile` is what generate-tiles.mjs unrolls.
 */
export const variants = [
  { name: 'relaxed', features: ['threads', 'simd', 'relaxed-simd'], tile: { rows: 4, columns: 8 } },
  { name: 'baseline', features: ['threads', 'simd'], tile: { rows: 4, columns: 8 } },
  { name: 'revectorized', features: ['threads', 'simd', 'relaxed-simd'], tile: { rows: 4, columns: 16 } },
];
