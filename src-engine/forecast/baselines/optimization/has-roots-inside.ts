/**
 * Tells whether all roots of a polynomial with real coefficients, lowest power first, have a modulus of at most `radius`, by the recursion
 * of Schur (1918), which lowers the degree by one in each step and needs no root.
 */
export function hasRootsInside(coefficients: Float64Array, radius: number): boolean {
  let scale = 1;
  let current = coefficients.map((coefficient, n) => {
    if (n > 0) scale *= radius;
    return coefficient * scale;
  });
  while (current.length > 1) {
    const degree = current.length - 1;
    const last = current[degree];
    if (Math.abs(current[0]) > Math.abs(last)) return false;
    const ratio = current[0] / last;
    const reduced = new Float64Array(degree);
    for (let n = 0; n < degree; n++) reduced[n] = current[n + 1] - ratio * current[degree - 1 - n];
    current = reduced;
  }
  return true;
}
