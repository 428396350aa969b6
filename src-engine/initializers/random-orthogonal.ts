import type { RandomStream } from '../random/stream.ts';

/**
 * A random matrix (rows, columns) with orthonormal columns, or where it is wider than high, orthonormal rows; uniform (Haar) among all
 * such matrices.
 *
 * G. W. Stewart, "The efficient generation of random orthogonal matrices with an application to condition estimators", SIAM J. Numer.
 * Anal. 17 (1980): the Q of a normal matrix's QR factorization, R's diagonal being positive, without the factorization. Its k-th
 * Householder vector reflects a normal vector of n − k elements, whatever the reflections before it did.
 */
export function randomOrthogonal(rows: number, columns: number, stream: RandomStream): Float64Array {
  const length = Math.max(rows, columns);
  const count = Math.min(rows, columns);
  const vectors = orthonormalVectors(count, length, stream);
  if (rows < columns) return vectors;

  const matrix = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) matrix[row * columns + column] = vectors[column * length + row];
  }
  return matrix;
}

/** (count, length): H_0 · H_1 ⋯ H_{count−1} applied to the first unit vectors, from the innermost reflection outwards. */
function orthonormalVectors(count: number, length: number, stream: RandomStream): Float64Array {
  const vectors = new Float64Array(count * length);
  const v = new Float64Array(length);
  for (let k = count - 1; k >= 0; k--) {
    let squares = 0;
    for (let n = k; n < length; n++) {
      v[n] = stream.normal();
      squares += v[n] * v[n];
    }
    // v = x + sign(x_k)·‖x‖·e_k reflects x to −sign(x_k)·‖x‖·e_k; that sign is taken back from the k-th vector.
    const sign = v[k] < 0 ? -1 : 1;
    const norm = Math.sqrt(squares);
    const halfSquare = squares + norm * Math.abs(v[k]); // ½‖v‖²
    v[k] += sign * norm;

    vectors[k * length + k] = -sign;
    for (let j = k; j < count; j++) {
      const start = j * length;
      let product = 0;
      for (let n = k; n < length; n++) product += v[n] * vectors[start + n];
      const factor = product / halfSquare;
      for (let n = k; n < length; n++) vectors[start + n] -= factor * v[n];
    }
  }
  return vectors;
}
