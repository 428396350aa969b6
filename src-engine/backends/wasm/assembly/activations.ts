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

/** Any of them. */
@inline
function activate(activation: i32, x: v128): v128 {
  return activation >= SIGMOID ? activateGate(activation, x) : activateCandidate(activation, x);
}

/** φ′ as a function of y = φ(x). */
@inline
export function candidateSlope(activation: i32, y: v128): v128 {
  if (activation == TANH) return tanhSlope(y);
  if (activation == SOFTSIGN) return softsignSlope(y);
  return reluSlope(y);
}

/** σ′ as a function of y = σ(x). */
@inline
export function gateSlope(activation: i32, y: v128): v128 {
  return activation == SIGMOID ? sigmoidSlope(y) : hardSigmoidSlope(y);
}

/** That of any of them. */
@inline
function slope(activation: i32, y: v128): v128 {
  return activation >= SIGMOID ? gateSlope(activation, y) : candidateSlope(activation, y);
}

@inline
export function softsign(x: v128): v128 {
  return f32x4.div(x, f32x4.add(f32x4.splat(1), f32x4.abs(x)));
}

@inline
export function relu(x: v128): v128 {
  return f32x4.pmax(x, f32x4.splat(0));
}

@inline
function hardSigmoid(x: v128): v128 {
  const line = f32x4.add(f32x4.mul(x, f32x4.splat(0.2)), f32x4.splat(0.5));
  return f32x4.pmin(f32x4.pmax(line, f32x4.splat(0)), f32x4.splat(1));
}

@inline
export function tanhSlope(y: v128): v128 {
  return f32x4.sub(f32x4.splat(1), f32x4.mul(y, y));
}

@inline
export function softsignSlope(y: v128): v128 {
  const root = f32x4.sub(f32x4.splat(1), f32x4.abs(y)); // 1 / (1 + |x|)
  return f32x4.mul(root, root);
}

@inline
export function reluSlope(y: v128): v128 {
  return v128.and(f32x4.gt(y, f32x4.splat(0)), f32x4.splat(1));
}

@inline
export function sigmoidSlope(y: v128): v128 {
  return f32x4.mul(y, f32x4.sub(f32x4.splat(1), y));
}

@inline
function hardSigmoidSlope(y: v128): v128 {
  const rising = v128.and(f32x4.gt(y, f32x4.splat(0)), f32x4.lt(y, f32x4.splat(1)));
  return v128.and(rising, f32x4.splat(0.2));
}

/** out = φ(x), elements begin … end. */
export function activationForward(begin: i32, end: i32, activation: ActivationCode, x: usize, out: usize): void {
  activationVectors(begin, end, activation, x, out);
}

@inline
function activationVector(n: i32, count: i32, activation: i32, x: usize, out: usize): void {
  const at = n << 2;
  storeFirst(out + at, activate(activation, v128.load(x + at)), count);
}

/** dX = dOut ⊙ φ′, from out = φ(x), elements begin … end. */
export function activationBackward(begin: i32, end: i32, activation: ActivationCode, out: usize, dOut: usize, dX: usize): void {
  slopeVectors(begin, end, activation, out, dOut, dX);
}

@inline
function slopeVector(n: i32, count: i32, activation: i32, out: usize, dOut: usize, dX: usize): void {
  const at = n << 2;
  storeFirst(dX + at, f32x4.mul(v128.load(dOut + at), slope(activation, v128.load(out + at))), count);
}
