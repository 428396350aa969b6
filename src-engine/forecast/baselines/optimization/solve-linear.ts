/** A matrix without larger pivots is taken as singular. */
const SMALLEST_PIVOT = 1e-14;

/** Solves as many equations as there are unknowns, in place; each row has its right side last. Null for a singular matrix. */
export function solveLinear(rows: Float64Array[]): Float64Array | null {
  const size = rows.length;
  for (let k = 0; k < size; k++) {
    let pivot = k;
    for (let n = k + 1; n < size; n++) if (Math.abs(rows[n][k]) > Math.abs(rows[pivot][k])) pivot = n;
    [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
    if (!(Math.abs(rows[k][k]) > SMALLEST_PIVOT)) return null;
    for (let n = k + 1; n < size; n++) {
      const factor = rows[n][k] / rows[k][k];
      if (factor !== 0) for (let column = k; column <= size; column++) rows[n][column] -= factor * rows[k][column];
    }
  }
  const solution = new Float64Array(size);
  for (let k = size - 1; k >= 0; k--) {
    let rest = rows[k][size];
    for (let n = k + 1; n < size; n++) rest -= rows[k][n] * solution[n];
    solution[k] = rest / rows[k][k];
  }
  return solution;
}
