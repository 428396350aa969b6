/** The activations φ and their slopes, chosen at run time by a code that the TypeScript side knows too. */
import { ActivationCode } from './argument-types';
import { constants, sigmoid, tanh } from './transcendental';
import { storeFirst } from './simd';

export const TANH: i32 = 0;
export const SOFTSIGN: i32 = 1;
export const RELU: i32 = 2;
export const SIGMOID: i32 = 3;
export const HARD_SIGMOID: i32 = 4;

/** φ of a candidate or a cell: tanh, softsign or relu. */
@inline
export function activateCandidate(activation: i32, x: v128): v128 {
  if (activation == TANH) return tanh(x, constants);
  if (activation == SOFTSIGN) return softsign(x);
  return relu(x);
}

/** σ of a gate: sigmoid or hard sigmoid. */
@inline
export function activateGate(activation: i32, x: v128): v128 {
  return activation == SIGMOID ? sigmoid(x, constants) : hardSigmoid(x);
}

/** φ′ as a function of y = φ(x). */
@inline
export function candidateSlope(activation: i32, y: v128): v128 {
  const one = f32x4.splat(1);
  if (activation == TANH) return f32x4.sub(one, f32x4.mul(y, y));
  if (activation == SOFTSIGN) {
    const root = f32x4.sub(one, f32x4.abs(y)); // 1 / (1 + |x|)
    return f32x4.mul(root, root);
  }
  return v128.and(f32x4.gt(y, f32x4.splat(0)), one);
}

/** σ′ as a function of y = σ(x). */
@inline
export function gateSlope(activation: i32, y: v128): v128 {
  const one = f32x4.splat(1);
  if (activation == SIGMOID) return f32x4.mul(y, f32x4.sub(one, y));
  const rising = v128.and(f32x4.gt(y, f32x4.splat(0)), f32x4.lt(y, one));
  return v128.and(rising, f32x4.splat(0.2));
}

@inline
function softsign(x: v128): v128 {
  return f32x4.div(x, f32x4.add(f32x4.splat(1), f32x4.abs(x)));
}

@inline
function relu(x: v128): v128 {
  return f32x4.pmax(x, f32x4.splat(0));
}

@inline
function hardSigmoid(x: v128): v128 {
  const line = f32x4.add(f32x4.mul(x, f32x4.splat(0.2)), f32x4.splat(0.5));
  return f32x4.pmin(f32x4.pmax(line, f32x4.splat(0)), f32x4.splat(1));
}

/** out = φ(x), elements begin … end. */
export function activationForward(begin: i32, end: i32, activation: ActivationCode, x: usize, out: usize): void {
  for (let n = begin; n < end; n += 4) {
    const value = v128.load(x + (n << 2));
    const result =
      activation >= SIGMOID ? activateGate(activation, value) : activateCandidate(activation, value);
    storeFirst(out + (n << 2), result, end - n);
  }
}

/** dX = dOut ⊙ φ′, from out = φ(x), elements begin … end. */
export function activationBackward(begin: i32, end: i32, activation: ActivationCode, out: usize, dOut: usize, dX: usize): void {
  for (let n = begin; n < end; n += 4) {
    const y = v128.load(out + (n << 2));
    const slope = activation >= SIGMOID ? gateSlope(activation, y) : candidateSlope(activation, y);
    storeFirst(dX + (n << 2), f32x4.mul(v128.load(dOut + (n << 2)), slope), end - n);
  }
}
