import type { Tensor } from '../backend.ts';
import { floats, integers } from './reference-tensor.ts';

export function histogram(args: { x: Tensor; counts: Tensor; min: number; max: number }): void {
  const counts = integers(args.counts);
  const binsPerUnit = counts.length / (args.max - args.min);
  for (const x of floats(args.x)) {
    if (Number.isNaN(x)) continue;
    const bin = Math.floor((x - args.min) * binsPerUnit);
    counts[Math.min(counts.length - 1, Math.max(0, bin))]++;
  }
}
