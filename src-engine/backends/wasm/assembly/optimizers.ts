/**
 * Optimizer steps, each in one pass over parameter w, gradient g and slots. Without `rows`, elements begin … end. With `rows`,
 * rows begin … end of g (·, width), of which row u belongs to row rows[u] of w and of the slots.
 */
import { madd, storeFirst } from './simd';

/** The first element of w that row u of g belongs to. */
@inline
function target(rows: usize, u: i32, width: i32): usize {
  return <usize>(i32.load(rows + (u << 2)) * width * 4);
}

/** w −= lr·g. */
export function sgd(begin: i32, end: i32, rows: usize, width: i32, w: usize, g: usize, rate: f32): void {
  if (!rows) return sgdVectors(begin, end, w, g, rate);
  for (let u = begin; u < end; u++) sgdVectors(0, width, w + target(rows, u, width), g + u * width * 4, rate);
}

@inline
function sgdVector(n: i32, count: i32, w: usize, g: usize, rate: f32): void {
  const at = n << 2;
  storeFirst(w + at, madd(f32x4.splat(-rate), v128.load(g + at), v128.load(w + at)), count);
}

/** m ← μ·m + g; w −= lr·m, or with nesterov w −= lr·(g + μ·m). */
export function momentum(
  begin: i32,
  end: i32,
  rows: usize,
  width: i32,
  w: usize,
  g: usize,
  m: usize,
  rate: f32,
  mu: f32,
  nesterov: bool,
): void {
  if (!rows) return momentumVectors(begin, end, w, g, m, rate, mu, nesterov);
  for (let u = begin; u < end; u++) {
    const to = target(rows, u, width);
    momentumVectors(0, width, w + to, g + u * width * 4, m + to, rate, mu, nesterov);
  }
}

@inline
function momentumVector(
  n: i32,
  count: i32,
  w: usize,
  g: usize,
  m: usize,
  rate: f32,
  mu: f32,
  nesterov: bool,
): void {
  const at = n << 2;
  const gradient = v128.load(g + at);
  const velocity = madd(f32x4.splat(mu), v128.load(m + at), gradient);
  const ahead = madd(f32x4.splat(mu), velocity, gradient);
  const step = v128.bitselect(ahead, velocity, i32x4.splat(-(<i32>nesterov)));
  const next = madd(f32x4.splat(-rate), step, v128.load(w + at));
  storeFirst(m + at, velocity, count);
  storeFirst(w + at, next, count);
}

/** s ← decay·s + gain·g²; w −= lr·g / (√s + ε): RMSProp with gain 1 − decay, AdaGrad with decay and gain 1. */
export function scaledBySquares(
  begin: i32,
  end: i32,
  rows: usize,
  width: i32,
  w: usize,
  g: usize,
  s: usize,
  rate: f32,
  decay: f32,
  gain: f32,
  epsilon: f32,
): void {
  if (!rows) return scaledBySquaresVectors(begin, end, w, g, s, rate, decay, gain, epsilon);
  for (let u = begin; u < end; u++) {
    const to = target(rows, u, width);
    scaledBySquaresVectors(0, width, w + to, g + u * width * 4, s + to, rate, decay, gain, epsilon);
  }
}

@inline
function scaledBySquaresVector(
  n: i32,
  count: i32,
  w: usize,
  g: usize,
  s: usize,
  rate: f32,
  decay: f32,
  gain: f32,
  epsilon: f32,
): void {
  const at = n << 2;
  const gradient = v128.load(g + at);
  const gained = f32x4.mul(f32x4.mul(f32x4.splat(gain), gradient), gradient);
  const squares = madd(f32x4.splat(decay), v128.load(s + at), gained);
  const divisor = f32x4.add(f32x4.sqrt(squares), f32x4.splat(epsilon));
  const step = f32x4.div(f32x4.mul(f32x4.splat(rate), gradient), divisor);
  const next = f32x4.sub(v128.load(w + at), step);
  storeFirst(s + at, squares, count);
  storeFirst(w + at, next, count);
}

/**
 * w ← keep·w; m ← β₁m + gain1·g; v ← β₂v + gain2·g²; w −= rate·m / (√(v·inverse2) + ε), where keep = 1 − lr·λ, gain = 1 − β,
 * rate = lr/(1−β₁ᵗ), inverse2 = 1/(1−β₂ᵗ).
 */
export function adam(
  begin: i32,
  end: i32,
  rows: usize,
  width: i32,
  w: usize,
  g: usize,
  m: usize,
  v: usize,
  keep: f32,
  beta1: f32,
  gain1: f32,
  beta2: f32,
  gain2: f32,
  rate: f32,
  inverse2: f32,
  epsilon: f32,
): void {
  if (!rows) return adamVectors(begin, end, w, g, m, v, keep, beta1, gain1, beta2, gain2, rate, inverse2, epsilon);
  for (let u = begin; u < end; u++) {
    const to = target(rows, u, width);
    const from: usize = u * width * 4;
    adamVectors(0, width, w + to, g + from, m + to, v + to, keep, beta1, gain1, beta2, gain2, rate, inverse2, epsilon);
  }
}

@inline
function adamVector(
  n: i32,
  count: i32,
  w: usize,
  g: usize,
  m: usize,
  v: usize,
  keep: f32,
  beta1: f32,
  gain1: f32,
  beta2: f32,
  gain2: f32,
  rate: f32,
  inverse2: f32,
  epsilon: f32,
): void {
  const at = n << 2;
  const gradient = v128.load(g + at);
  const first = madd(f32x4.splat(beta1), v128.load(m + at), f32x4.mul(f32x4.splat(gain1), gradient));
  const gained = f32x4.mul(f32x4.mul(f32x4.splat(gain2), gradient), gradient);
  const second = madd(f32x4.splat(beta2), v128.load(v + at), gained);
  const root = f32x4.sqrt(f32x4.mul(second, f32x4.splat(inverse2)));
  const step = f32x4.div(f32x4.mul(f32x4.splat(rate), first), f32x4.add(root, f32x4.splat(epsilon)));
  const next = f32x4.sub(f32x4.mul(f32x4.splat(keep), v128.load(w + at)), step);
  storeFirst(m + at, first, count);
  storeFirst(v + at, second, count);
  storeFirst(w + at, next, count);
}
