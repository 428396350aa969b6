/**
 * Singular values of a (rows, columns) row-major matrix, largest first, by one-sided Jacobi (Hestenes 1958): plane rotations make
 * the vectors of the shorter side mutually orthogonal; their lengths are then the singular values. Every value, the small ones
 * too, comes out to about machine precision relative to the largest. Returns min(rows, columns) values.
 * Throws RangeError for values that are not finite.
 */
export function singularValues(matrix: ArrayLike<number>, rows: number, columns: number): Float64Array {
  const count = Math.min(rows, columns);
  const length = Math.max(rows, columns);
  const vectors = shorterSideVectors(matrix, rows, columns, count, length);
  const tolerance = Number.EPSILON * length;
  // Convergence is quadratic; well-behaved matrices need about ten sweeps.
  for (let sweep = 0; sweep < 60; sweep++) {
    let rotated = false;
    for (let p = 0; p < count - 1; p++) {
      for (let q = p + 1; q < count; q++) rotated = orthogonalise(vectors[p]!, vectors[q]!, tolerance) || rotated;
    }
    if (!rotated) break;
  }
  return Float64Array.from(vectors, (vector) => Math.sqrt(dot(vector, vector))).sort((a, b) => b - a);
}

/** Copies of the rows or of the columns, whichever are fewer. */
function shorterSideVectors(
  matrix: ArrayLike<number>,
  rows: number,
  columns: number,
  count: number,
  length: number,
): Float64Array[] {
  const rowsAreVectors = rows <= columns;
  return Array.from({ length: count }, (_, vector) => {
    const values = new Float64Array(length);
    for (let n = 0; n < length; n++) {
      const value = rowsAreVectors ? matrix[vector * columns + n]! : matrix[n * columns + vector]!;
      if (!Number.isFinite(value))
        throw new RangeError('A matrix with values that are not finite has no singular values.');
      values[n] = value;
    }
    return values;
  });
}

/** Rotates u and v within their plane until u·v = 0. Returns false when they already are orthogonal to working precision. */
function orthogonalise(u: Float64Array, v: Float64Array, tolerance: number): boolean {
  const uu = dot(u, u);
  const vv = dot(v, v);
  const uv = dot(u, v);
  if (Math.abs(uv) <= tolerance * Math.sqrt(uu * vv)) return false;
  const zeta = (vv - uu) / (2 * uv);
  const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = cosine * tangent;
  for (let n = 0; n < u.length; n++) {
    const a = u[n]!;
    const b = v[n]!;
    u[n] = cosine * a - sine * b;
    v[n] = sine * a + cosine * b;
  }
  return true;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let n = 0; n < a.length; n++) sum += a[n]! * b[n]!;
  return sum;
}
