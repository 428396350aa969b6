/**
 * Singular values of a (rows, columns) row-major matrix, largest first: min(rows, columns) values, each to about machine precision
 * relative to the largest. Reflections make the matrix bidiagonal; the singular values of that are found by bisection. Throws
 * RangeError for values that are not finite.
 */
export function singularValues(matrix: ArrayLike<number>, rows: number, columns: number): Float64Array {
  const { values, height, width, scale } = scaledUpright(matrix, rows, columns);
  return scale === 0
    ? new Float64Array(width)
    : bidiagonalSingularValues(bidiagonalise(values, height, width)).map((value) => scale * value);
}

/** The matrix, or its transpose if that is higher than wide, divided by its largest element, so that no square overflows. */
function scaledUpright(matrix: ArrayLike<number>, rows: number, columns: number) {
  let scale = 0;
  for (let n = 0; n < rows * columns; n++) {
    if (!Number.isFinite(matrix[n])) {
      throw new RangeError('A matrix with values that are not finite has no singular values.');
    }
    scale = Math.max(scale, Math.abs(matrix[n]));
  }
  const upright = rows >= columns;
  const [height, width] = upright ? [rows, columns] : [columns, rows];
  const values = new Float64Array(rows * columns);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      values[row * width + column] = matrix[upright ? row * width + column : column * height + row] / scale;
    }
  }
  return { values, height, width, scale };
}

/**
 * Householder reflections from the left and the right, in turns, leave nothing but the diagonal and the elements right of it
 * (Golub & Kahan 1965). Overwrites `a` (height, width), height ≥ width. Gives d₀ e₀ d₁ e₁ … d_{width−1}.
 */
function bidiagonalise(a: Float64Array, height: number, width: number): Float64Array {
  const band = new Float64Array(2 * width - 1);
  const products = new Float64Array(width);
  for (let k = 0; k < width; k++) {
    const left = reflector(Float64Array.from({ length: height - k }, (_, n) => a[(k + n) * width + k]));
    band[2 * k] = left.image;
    products.fill(0);
    for (let row = k; row < height; row++) {
      const factor = left.beta * left.direction[row - k];
      for (let n = k + 1; n < width; n++) products[n] += factor * a[row * width + n];
    }
    if (k + 1 === width) break;

    const rest = products.subarray(k + 1);
    subtractMultiple(a, k * width + k + 1, left.direction[0], rest);
    const right = reflector(a.slice(k * width + k + 1, (k + 1) * width));
    band[2 * k + 1] = right.image;
    for (let row = k + 1; row < height; row++) {
      const begin = row * width + k + 1;
      subtractMultiple(a, begin, left.direction[row - k], rest);
      let product = 0;
      for (let n = 0; n < rest.length; n++) product += a[begin + n] * right.direction[n];
      subtractMultiple(a, begin, right.beta * product, right.direction);
    }
  }
  return band;
}

/** Of `a` from `begin` on: −= factor · vector. */
function subtractMultiple(a: Float64Array, begin: number, factor: number, vector: Float64Array): void {
  for (let n = 0; n < vector.length; n++) a[begin + n] -= factor * vector[n];
}

/** The reflection x ↦ x − β·v·(vᵀx) that takes the given vector to `image` times the first unit vector. `direction` (v) is the vector, changed. */
function reflector(direction: Float64Array): { direction: Float64Array; beta: number; image: number } {
  const norm = Math.sqrt(direction.reduce((sum, value) => sum + value * value, 0));
  if (norm === 0) return { direction, beta: 0, image: 0 };
  const image = direction[0] > 0 ? -norm : norm;
  direction[0] -= image;
  return { direction, beta: -1 / (image * direction[0]), image };
}

/**
 * Singular values of the bidiagonal matrix with d₀ e₀ d₁ e₁ …: the positive eigenvalues of the symmetric tridiagonal matrix with
 * these numbers beside a diagonal of zeros (Golub & Kahan 1965), largest first.
 */
function bidiagonalSingularValues(band: Float64Array): Float64Array {
  const squares = band.map((value) => value * value);
  const count = (band.length + 1) / 2;
  const bound = 2 * band.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  const values = new Float64Array(count);
  let high = bound;
  for (let k = 0; k < count; k++) {
    // More than k of the values are ≥ low, at most k are ≥ high; the k-th largest lies between.
    let low = 0;
    while (high - low > Number.EPSILON * bound) {
      const middle = (low + high) / 2;
      if (countFrom(middle, squares) > k) low = middle;
      else high = middle;
    }
    values[k] = low;
  }
  return values;
}

/** How many of the tridiagonal matrix's eigenvalues are ≥ x: the pivots of T − x that are not negative (Sylvester's law of inertia). */
function countFrom(x: number, squares: Float64Array): number {
  let pivot = -x;
  let count = pivot >= 0 ? 1 : 0;
  for (const square of squares) {
    // A pivot of 0 becomes the smallest that can be divided by, as if x were moved by less than rounding does.
    if (Math.abs(pivot) < 1e-290) pivot = -1e-290;
    pivot = -x - square / pivot;
    if (pivot >= 0) count++;
  }
  return count;
}
