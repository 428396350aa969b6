/** The share of a gradient below which nothing more can be learnt from it. */
const FORGOTTEN = 0.01;

/**
 * The lag from which on gradients stay at 1 % or less of the one at lag 0, or null if they are still larger at the end. `norms` by
 * lag, as `measureGradientFlow` gives them.
 */
export function memorySpan(norms: Float64Array): number | null {
  const limit = FORGOTTEN * norms[0];
  const span = norms.findLastIndex((norm) => !(norm <= limit)) + 1;
  return span === norms.length ? null : span;
}
