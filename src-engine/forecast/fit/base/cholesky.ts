/** A pivot that is smaller than this share of its diagonal belongs to a place that depends on those before it. */
const NEGLIGIBLE = 1e-9;

/** The lower factor L with L Lᵀ = the rows and columns `places` of a symmetric matrix. Rows of dependent places become NaN. */
export function choleskyOf(places: readonly number[], matrix: readonly Float64Array[]): Float64Array[] {
  const factor = places.map(() => new Float64Array(places.length));
  for (let a = 0; a < places.length; a++) {
    for (let b = 0; b <= a; b++) {
      let rest = matrix[places[a]][places[b]];
      for (let k = 0; k < b; k++) rest -= factor[a][k] * factor[b][k];
      if (a !== b) factor[a][b] = rest / factor[b][b];
      else factor[a][a] = rest > NEGLIGIBLE * matrix[places[a]][places[a]] ? Math.sqrt(rest) : NaN;
    }
  }
  return factor;
}

/** Solves L Lᵀ x = right. */
export function solveCholesky(factor: readonly Float64Array[], right: readonly number[]): Float64Array {
  const solution = Float64Array.from(right);
  for (let a = 0; a < solution.length; a++) {
    for (let k = 0; k < a; k++) solution[a] -= factor[a][k] * solution[k];
    solution[a] /= factor[a][a];
  }
  for (let a = solution.length - 1; a >= 0; a--) {
    for (let k = a + 1; k < solution.length; k++) solution[a] -= factor[k][a] * solution[k];
    solution[a] /= factor[a][a];
  }
  return solution;
}
