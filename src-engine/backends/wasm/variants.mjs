/**
 * The kernels that are built: one module for each entry, all from the same sources. `tile` is what generate-tiles.mjs unrolls;
 * `sharedMemory` is what threads work in, and what a page that was opened from a file may not have.
 */
export const variants = [
  { name: 'relaxed', features: ['threads', 'simd', 'relaxed-simd'], tile: { rows: 4, columns: 8 }, sharedMemory: true },
  { name: 'baseline', features: ['threads', 'simd'], tile: { rows: 4, columns: 8 }, sharedMemory: true },
  {
    name: 'revectorized',
    features: ['threads', 'simd', 'relaxed-simd'],
    tile: { rows: 4, columns: 16 },
    sharedMemory: true,
  },
  // The others give the same bits as baseline.
  { name: 'baseline-wide', features: ['threads', 'simd'], tile: { rows: 4, columns: 16 }, sharedMemory: true },
  { name: 'portable', features: ['simd'], tile: { rows: 4, columns: 8 }, sharedMemory: false },
];
