import type { Tensor } from '../backend.ts';
import type { Activation } from '../../spec/model-spec.ts';
import { floats } from './reference-tensor.ts';

/** φ(x). */
export function activate(activation: Activation, x: number): number {
  switch (activation) {
    case 'tanh':
      return Math.tanh(x);
    case 'softsign':
      return x / (1 + Math.abs(x));
    case 'relu':
      return x > 0 ? x : 0;
    case 'sigmoid':
      return 1 / (1 + Math.exp(-x));
    case 'hard_sigmoid':
      return Math.min(1, Math.max(0, 0.2 * x + 0.5));
    case 'linear':
      return x;
  }
}

/** φ′(x) as a function of y = φ(x); at a kink, the slope of the flat side. */
export function slope(activation: Activation, y: number): number {
  switch (activation) {
    case 'tanh':
      return 1 - y * y;
    case 'softsign':
      return (1 - Math.abs(y)) ** 2; // 1 − |y| = 1/(1 + |x|)
    case 'relu':
      return y > 0 ? 1 : 0;
    case 'sigmoid':
      return y * (1 - y);
    case 'hard_sigmoid':
      return y > 0 && y < 1 ? 0.2 : 0;
    case 'linear':
      return 1;
  }
}

export function activationForward(args: { activation: Activation; x: Tensor; out: Tensor }): void {
  const x = floats(args.x);
  const out = floats(args.out);
  for (let n = 0; n < out.length; n++) out[n] = activate(args.activation, x[n]);
}

export function activationBackward(args: { activation: Activation; out: Tensor; dOut: Tensor; dX: Tensor }): void {
  const out = floats(args.out);
  const dOut = floats(args.dOut);
  const dX = floats(args.dX);
  for (let n = 0; n < dX.length; n++) dX[n] = dOut[n] * slope(args.activation, out[n]);
}
