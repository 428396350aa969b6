/** Products of row-major matrices, all added to `out`. */

/** out (N, M) += a (N, K) · b (K, M). */
export function addProduct(a: Float64Array, b: Float64Array, out: Float64Array, n: number, k: number, m: number): void {
  for (let row = 0; row < n; row++) {
    for (let inner = 0; inner < k; inner++) {
      const factor = a[row * k + inner];
      for (let column = 0; column < m; column++) out[row * m + column] += factor * b[inner * m + column];
    }
  }
}

/** out (K, M) += aᵀ · b with a (N, K), b (N, M). */
export function addTransposedProduct(
  a: Float64Array,
  b: Float64Array,
  out: Float64Array,
  n: number,
  k: number,
  m: number,
): void {
  for (let inner = 0; inner < n; inner++) {
    for (let row = 0; row < k; row++) {
      const factor = a[inner * k + row];
      for (let column = 0; column < m; column++) out[row * m + column] += factor * b[inner * m + column];
    }
  }
}

/** out (N, K) += a · bᵀ with a (N, M), b (K, M). */
export function addProductWithTransposed(
  a: Float64Array,
  b: Float64Array,
  out: Float64Array,
  n: number,
  m: number,
  k: number,
): void {
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < k; column++) {
      let sum = 0;
      for (let inner = 0; inner < m; inner++) sum += a[row * m + inner] * b[column * m + inner];
      out[row * k + column] += sum;
    }
  }
}

/** out (M) += Σ over the rows of a (N, M). */
export function addRows(a: Float64Array, out: Float64Array, n: number, m: number): void {
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < m; column++) out[column] += a[row * m + column];
  }
}
