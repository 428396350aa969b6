/**
 * Singular values of a (rows, columns) row-major matrix, largest first: min(rows, columns) values, each to about machine precision
 * relative to the largest. Reflections make the matrix bidiagonal, rotations then diagonal. Throws RangeError for values that are not
 * finite.
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

/** Subtracts factor · vector from `a`, from `begin` on. */
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
  const count = (band.length + 1) / 2;
  const eigenvalues = tridiagonalEigenvalues(new Float64Array(2 * count), Float64Array.of(...band, 0));
  return eigenvalues.sort().reverse().subarray(0, count).map(Math.abs);
}

/**
 * Eigenvalues of the symmetric tridiagonal matrix with this diagonal, in no order; `beside` ends with a 0. Implicit QL iterations
 * with Wilkinson's shifts (Dubrulle, Martin & Wilkinson 1968), until what is beside the diagonal vanishes against the largest element.
 * Overwrites both.
 */
function tridiagonalEigenvalues(diagonal: Float64Array, beside: Float64Array): Float64Array {
  const largest = beside.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const negligible = Number.EPSILON * largest;
  for (let first = 0; first < diagonal.length; first++) {
    for (;;) {
      let last = first;
      while (Math.abs(beside[last]) > negligible) last++;
      beside[last] = 0;
      if (last === first) break;
      sweep(diagonal, beside, first, last);
    }
  }
  return diagonal;
}

/** One QL iteration on the block of rows first … last. */
function sweep(diagonal: Float64Array, beside: Float64Array, first: number, last: number): void {
  const slope = (diagonal[first + 1] - diagonal[first]) / (2 * beside[first]);
  const root = Math.sqrt(slope * slope + 1);
  let chased = diagonal[last] - diagonal[first] + beside[first] / (slope + (slope < 0 ? -root : root));
  let sine = 1;
  let cosine = 1;
  let shift = 0;
  for (let row = last - 1; row >= first; row--) {
    const bulge = sine * beside[row];
    const rest = cosine * beside[row];
    const length = Math.sqrt(bulge * bulge + chased * chased);
    beside[row + 1] = length;
    if (length === 0) {
      // The block falls apart here; what is below goes on by itself.
      diagonal[row + 1] -= shift;
      beside[last] = 0;
      return;
    }
    sine = bulge / length;
    cosine = chased / length;
    const moved = diagonal[row + 1] - shift;
    const turned = (diagonal[row] - moved) * sine + 2 * cosine * rest;
    shift = sine * turned;
    diagonal[row + 1] = moved + shift;
    chased = cosine * turned - rest;
  }
  diagonal[first] -= shift;
  beside[first] = chased;
  beside[last] = 0;
}
