import type { Tensor } from '../backend.ts';
import { floats } from './reference-tensor.ts';

/** out[n] = exp(x[n] − max x[n]) / Σ, row by row of (N, V). */
export function softmaxForward(args: { x: Tensor; out: Tensor }): void {
  const x = floats(args.x);
  const out = floats(args.out);
  const width = args.x.shape[args.x.shape.length - 1];
  for (let start = 0; start < x.length; start += width) {
    const end = start + width;
    let largest = -Infinity;
    for (let n = start; n < end; n++) largest = Math.max(largest, x[n]);
    let sum = 0;
    for (let n = start; n < end; n++) {
      out[n] = Math.exp(x[n] - largest);
      sum += out[n];
    }
    for (let n = start; n < end; n++) out[n] /= sum;
  }
}

/** dX = out ⊙ (dOut − Σ dOut ⊙ out), row by row of (N, V). */
export function softmaxBackward(args: { out: Tensor; dOut: Tensor; dX: Tensor }): void {
  const out = floats(args.out);
  const dOut = floats(args.dOut);
  const dX = floats(args.dX);
  const width = args.out.shape[args.out.shape.length - 1];
  for (let start = 0; start < out.length; start += width) {
    const end = start + width;
    let sum = 0;
    for (let n = start; n < end; n++) sum += dOut[n] * out[n];
    for (let n = start; n < end; n++) dX[n] = out[n] * (dOut[n] - sum);
  }
}
