import type { Tensor } from '../backend.ts';
import { floats, integers } from './reference-tensor.ts';

export function histogram(args: { x: Tensor; counts: Tensor; min: number; max: number }): void {
  const x = floats(args.x);
  const counts = integers(args.counts);
  const binsPerUnit = counts.length / (args.max - args.min);
  for (let n = 0; n < x.length; n++) {
    if (Number.isNaN(x[n])) continue;
    const bin = Math.floor((x[n] - args.min) * binsPerUnit);
    counts[Math.min(counts.length - 1, Math.max(0, bin))]++;
  }
}
