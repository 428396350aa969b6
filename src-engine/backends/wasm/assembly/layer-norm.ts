/** Layer normalisation of the rows of (rows, width). Sums over a row are float64. */
import { firstLanes, lowerAsF64, storeFirst, sumOfLanes, upperAsF64 } from './simd';

function sumOfRow(x: usize, width: i32): f64 {
  let lower = f64x2.splat(0);
  let upper = f64x2.splat(0);
  for (let n = 0; n < width; n += 4) {
    const value = v128.and(v128.load(x + (n << 2)), firstLanes(width - n));
    lower = f64x2.add(lower, lowerAsF64(value));
    upper = f64x2.add(upper, upperAsF64(value));
  }
  const sums = f64x2.add(lower, upper);
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

/** Σ (x − mean)² of a row. */
function squaresOfRow(x: usize, width: i32, mean: f32): f64 {
  let sum: f64 = 0;
  for (let n = 0; n < width; n += 4) {
    const difference = v128.and(f32x4.sub(v128.load(x + (n << 2)), f32x4.splat(mean)), firstLanes(width - n));
    sum += sumOfLanes(f32x4.mul(difference, difference));
  }
  return sum;
}

/** out = γ ⊙ (x − μ)/√(σ² + ε) + β, rows begin … end; μ and 1/√(σ² + ε) of each row go to `statistics` (rows, 2). */
export function layerNormForward(
  begin: i32,
  end: i32,
  width: i32,
  x: usize,
  gamma: usize,
  beta: usize,
  epsilon: f64,
  out: usize,
  statistics: usize,
): void {
  for (let row = begin; row < end; row++) {
    const first: usize = row * width * 4;
    const mean = <f32>(sumOfRow(x + first, width) / <f64>width);
    const scale = <f32>(1 / Math.sqrt(squaresOfRow(x + first, width, mean) / <f64>width + epsilon));
    f32.store(statistics + (row << 3), mean);
    f32.store(statistics + (row << 3), scale, 4);
    for (let n = 0; n < width; n += 4) {
      const at: usize = n << 2;
      const normal = f32x4.mul(f32x4.sub(v128.load(x + first + at), f32x4.splat(mean)), f32x4.splat(scale));
      const result = f32x4.add(f32x4.mul(normal, v128.load(gamma + at)), v128.load(beta + at));
      storeFirst(out + first + at, result, width - n);
    }
  }
}

/** dX = (g − mean g − x̂·mean(g ⊙ x̂))/√(σ² + ε) with g = dOut ⊙ γ, rows begin … end. dX may be dOut. */
export function layerNormInputGradient(
  begin: i32,
  end: i32,
  width: i32,
  x: usize,
  gamma: usize,
  statistics: usize,
  dOut: usize,
  dX: usize,
): void {
  for (let row = begin; row < end; row++) {
    const first: usize = row * width * 4;
    const mean = v128.load32_splat(statistics + (row << 3));
    const scale = v128.load32_splat(statistics + (row << 3) + 4);
    let sum: f64 = 0;
    let product: f64 = 0;
    for (let n = 0; n < width; n += 4) {
      const at: usize = first + (n << 2);
      const lanes = firstLanes(width - n);
      const g = v128.and(f32x4.mul(v128.load(dOut + at), v128.load(gamma + (n << 2))), lanes);
      const normal = f32x4.mul(f32x4.sub(v128.load(x + at), mean), scale);
      sum += sumOfLanes(g);
      product += sumOfLanes(v128.and(f32x4.mul(g, normal), lanes));
    }
    const meanOfG = f32x4.splat(<f32>(sum / <f64>width));
    const meanOfProduct = f32x4.splat(<f32>(product / <f64>width));
    for (let n = 0; n < width; n += 4) {
      const at: usize = first + (n << 2);
      const g = f32x4.mul(v128.load(dOut + at), v128.load(gamma + (n << 2)));
      const normal = f32x4.mul(f32x4.sub(v128.load(x + at), mean), scale);
      const rest = f32x4.sub(f32x4.sub(g, meanOfG), f32x4.mul(normal, meanOfProduct));
      storeFirst(dX + at, f32x4.mul(rest, scale), width - n);
    }
  }
}

/** dγ += Σ dOut ⊙ x̂ and dβ += Σ dOut over all rows, columns begin … end, of which begin is a multiple of 4. */
export function layerNormParameterGradient(
  begin: i32,
  end: i32,
  rows: i32,
  width: i32,
  x: usize,
  statistics: usize,
  dOut: usize,
  dGamma: usize,
  dBeta: usize,
): void {
  for (let n = begin; n < end; n += 4) {
    let gammaSum = f32x4.splat(0);
    let betaSum = f32x4.splat(0);
    for (let row = 0; row < rows; row++) {
      const at: usize = (row * width + n) << 2;
      const mean = v128.load32_splat(statistics + (row << 3));
      const scale = v128.load32_splat(statistics + (row << 3) + 4);
      const d = v128.load(dOut + at);
      gammaSum = f32x4.add(gammaSum, f32x4.mul(d, f32x4.mul(f32x4.sub(v128.load(x + at), mean), scale)));
      betaSum = f32x4.add(betaSum, d);
    }
    const at: usize = n << 2;
    storeFirst(dGamma + at, f32x4.add(v128.load(dGamma + at), gammaSum), end - n);
    storeFirst(dBeta + at, f32x4.add(v128.load(dBeta + at), betaSum), end - n);
  }
}
