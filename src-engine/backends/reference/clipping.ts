import type { Tensor } from '../backend.ts';
import { floats } from './reference-tensor.ts';

export function globalNorm(args: { tensors: readonly Tensor[]; out: Tensor }): void {
  let sum = 0;
  for (const tensor of args.tensors) {
    for (const x of floats(tensor)) sum += x * x;
  }
  floats(args.out)[0] = Math.sqrt(sum);
}

export function dotProduct({ a, b, out }: { a: readonly Tensor[]; b: readonly Tensor[]; out: Tensor }): void {
  let sum = 0;
  a.forEach((tensor, n) => {
    const y = floats(b[n]);
    floats(tensor).forEach((x, at) => (sum += x * y[at]));
  });
  floats(out)[0] = sum;
}

export function clipByNorm(args: { gradients: readonly Tensor[]; norm: Tensor; max: number }): void {
  const norm = floats(args.norm)[0];
  if (!(norm > args.max)) return;
  for (const gradient of args.gradients) {
    const g = floats(gradient);
    for (let n = 0; n < g.length; n++) g[n] *= args.max / norm;
  }
}

export function clipByValue(args: { gradients: readonly Tensor[]; max: number }): void {
  for (const gradient of args.gradients) {
    const g = floats(gradient);
    for (let n = 0; n < g.length; n++) g[n] = Math.min(args.max, Math.max(-args.max, g[n]));
  }
}
