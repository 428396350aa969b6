/** Points with x from −1 to 1. */
export interface Points {
  x: readonly number[];
  y: readonly number[];
}

/**
 * The polynomial of this many parameters that passes the points with the least squared error, and of several such the one with the
 * smallest coefficients, in Chebyshev polynomials. Householder would be more exact, but normal equations with a little ridge do
 * for a picture.
 */
export function fitPolynomial({ x, y }: Points, parameters: number): (x: number) => number {
  const rows = x.map((each) => chebyshev(each, parameters));
  const matrix = Array.from({ length: parameters }, (_, i) =>
    Array.from({ length: parameters }, (_, j) => sum(rows.map((row) => row[i] * row[j])) + (i === j ? 1e-9 : 0)),
  );
  const right = Array.from({ length: parameters }, (_, i) => sum(rows.map((row, n) => row[i] * y[n])));
  const coefficients = solve(matrix, right);
  return (at) => sum(chebyshev(at, parameters).map((value, n) => value * coefficients[n]));
}

/** T₀(x) to T₍count − 1₎(x). */
function chebyshev(x: number, count: number): number[] {
  return Array.from({ length: count }, (_, n) => Math.cos(n * Math.acos(Math.max(-1, Math.min(1, x)))));
}

/** Gauss's elimination of a positive definite system, which needs no pivots. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, n) => [...row, right[n]]);
  for (let k = 0; k < rows.length; k++) {
    for (let i = k + 1; i < rows.length; i++) {
      const factor = rows[i][k] / rows[k][k];
      for (let j = k; j <= rows.length; j++) rows[i][j] -= factor * rows[k][j];
    }
  }
  const solution = rows.map(() => 0);
  for (let k = rows.length - 1; k >= 0; k--) {
    const known = sum(solution.map((value, j) => (j > k ? rows[k][j] * value : 0)));
    solution[k] = (rows[k][rows.length] - known) / rows[k][k];
  }
  return solution;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
