import type { Extent } from './wasm-context.ts';

/** A part of fewer vectors than this, some microseconds, is not worth telling another thread about. */
export const LEAST_VECTORS = 4096;
/** Work of fewer vectors than this, a quarter of a millisecond, is over before a thread that was kept from it comes back. */
export const SHORT_WORK_VECTORS = 2 ** 20;
/** Fine parts even out what else the machine does. */
const FINE_PARTS_OF_A_THREAD = 4;

/**
 * The number of coarse parts for each thread where parts differ in cost: enough for one thread to do the cheap ones
 * while another does an expensive one.
 */
const UNEVEN_PARTS_OF_A_THREAD = 2;

/** The size of the parts that work is cut into; `count` if it is not cut. */
export function partSize(
  { count, granule, vectors, coarse, uneven }: Extent,
  threads: number,
  leastVectors: number,
): number {
  const coarseParts = uneven ? UNEVEN_PARTS_OF_A_THREAD : 1;
  const mostParts = threads * (coarse ? coarseParts : FINE_PARTS_OF_A_THREAD);
  const parts = threads === 1 ? 1 : Math.max(1, Math.min(mostParts, Math.floor(vectors / leastVectors)));
  return Math.max(1, Math.ceil(count / parts / granule) * granule);
}
