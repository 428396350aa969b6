/** Sines and cosines of a season: `pairs` of them, the k-th of k waves a season. */
export interface Harmonics {
  period: number;
  pairs: number;
}

/** Returns the columns of `count` points in time from `begin` on, which counts from the first value. */
export function harmonicColumns({ period, pairs }: Harmonics, begin: number, count: number): Float64Array[] {
  return Array.from({ length: 2 * pairs }, (_, column) => {
    const wave = column % 2 === 0 ? Math.sin : Math.cos;
    const waves = Math.floor(column / 2) + 1;
    return Float64Array.from({ length: count }, (__, n) => wave((2 * Math.PI * waves * (begin + n)) / period));
  });
}
