import type { CopyColumns, PhiloxKey, Tensor } from '../backend.ts';
import { philox4x32 } from '../../random/philox.ts';
import { floats, integers } from './reference-tensor.ts';

const TWO_TO_32 = 2 ** 32;

/** Inverted dropout: 0 with probability `rate`, else 1/(1−rate), from the n-th word of the stream. */
export function dropoutMask(args: { mask: Tensor; rate: number; key: PhiloxKey }): void {
  const mask = floats(args.mask);
  const [key0, key1, counter2, counter3] = args.key;
  const words = new Uint32Array(4);
  for (let n = 0; n < mask.length; n++) {
    if (n % 4 === 0) {
      const block = n / 4;
      philox4x32(block, Math.floor(block / TWO_TO_32), counter2, counter3, key0, key1, words, 0);
    }
    mask[n] = words[n % 4] >= args.rate * TWO_TO_32 ? 1 / (1 - args.rate) : 0;
  }
}

/** out = a ⊙ b. */
export function multiply(args: { a: Tensor; b: Tensor; out: Tensor }): void {
  const a = floats(args.a);
  const b = floats(args.b);
  const out = floats(args.out);
  for (let n = 0; n < out.length; n++) out[n] = a[n] * b[n];
}

/** y += α·x. */
export function addScaled(args: { alpha: number; x: Tensor; y: Tensor }): void {
  const x = floats(args.x);
  const y = floats(args.y);
  for (let n = 0; n < y.length; n++) y[n] += args.alpha * x[n];
}

/** to[n, toColumn + j] (+)= from[n, fromColumn + j], j < columns. */
export function copyColumns(args: CopyColumns): void {
  const from = floats(args.from);
  const to = floats(args.to);
  const fromWidth = args.from.shape[args.from.shape.length - 1];
  const toWidth = args.to.shape[args.to.shape.length - 1];
  for (let n = 0; n < to.length / toWidth; n++) {
    for (let j = 0; j < args.columns; j++) {
      const value = from[n * fromWidth + args.fromColumn + j];
      const at = n * toWidth + args.toColumn + j;
      to[at] = args.accumulate ? to[at] + value : value;
    }
  }
}

export function fillRows({ x, rows, value }: { x: Tensor; rows: Tensor; value: number }): void {
  const values = floats(x);
  const width = x.size / x.shape[0];
  for (const row of integers(rows)) if (row >= 0) values.fill(value, row * width, (row + 1) * width);
}
