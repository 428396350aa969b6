/** A column of which less than this share is left beside those before it depends on them. */
const NEGLIGIBLE = 1e-10;

/**
 * Returns the coefficients with which the columns, functions of the row from 0, come nearest to `values` in squares, by Householder
 * reflections. A column that depends on those before it gets the coefficient 0.
 */
export function leastSquares(values: Float64Array, columns: readonly ((row: number) => number)[]): Float64Array {
  const matrix = columns.map((column) => values.map((_, row) => column(row)));
  const right = values.slice();
  const pivots: Pivot[] = [];
  matrix.forEach((column, place) => {
    const row = pivots.length;
    const length = norm(column, row);
    if (row >= values.length || length <= NEGLIGIBLE * norm(column, 0)) return;
    const diagonal = column[row] > 0 ? -length : length;
    const direction = column.slice();
    direction[row] -= diagonal;
    const scale = -1 / (diagonal * direction[row]);
    for (const other of [...matrix.slice(place + 1), right]) reflect(other, direction, row, scale);
    pivots.push({ place, diagonal });
  });
  return solveTriangle(matrix, pivots, right);
}

function norm(column: Float64Array, begin: number): number {
  let sum = 0;
  for (let row = begin; row < column.length; row++) sum += column[row] ** 2;
  return Math.sqrt(sum);
}

function reflect(other: Float64Array, direction: Float64Array, begin: number, scale: number): void {
  let product = 0;
  for (let row = begin; row < other.length; row++) product += other[row] * direction[row];
  for (let row = begin; row < other.length; row++) other[row] -= scale * product * direction[row];
}

interface Pivot {
  /** The column that this row of the triangle belongs to. */
  place: number;
  diagonal: number;
}

function solveTriangle(matrix: readonly Float64Array[], pivots: readonly Pivot[], right: Float64Array): Float64Array {
  const coefficients = new Float64Array(matrix.length);
  for (let row = pivots.length - 1; row >= 0; row--) {
    let rest = right[row];
    for (const { place } of pivots.slice(row + 1)) rest -= matrix[place][row] * coefficients[place];
    coefficients[pivots[row].place] = rest / pivots[row].diagonal;
  }
  return coefficients;
}
