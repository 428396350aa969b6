import type { CopyColumns, PhiloxKey, Tensor } from '../backend.ts';
import { philox4x32 } from '../../random/philox.ts';
import { floats, integers } from './reference-tensor.ts';

const TWO_TO_32 = 2 ** 32;

/** Inverted dropout: 0 with probability `rate`, else 1/(1−rate), from the n-th word of the stream. */
export function dropoutMask({ mask, rate, key }: { mask: Tensor; rate: number; key: PhiloxKey }): void {
  const values = floats(mask);
  forMask(values.length, rate, key, (n, factor) => (values[n] = factor));
}

/** out = x ⊙ mask. */
export function dropout({ rate, key, ...args }: { x: Tensor; rate: number; key: PhiloxKey; out: Tensor }): void {
  const x = floats(args.x);
  const out = floats(args.out);
  forMask(out.length, rate, key, (n, factor) => (out[n] = x[n] * factor));
}

/** Calls `visit` with every element of a mask. */
function forMask(size: number, rate: number, key: PhiloxKey, visit: (n: number, factor: number) => void): void {
  const [key0, key1, counter2, counter3] = key;
  const words = new Uint32Array(4);
  for (let n = 0; n < size; n++) {
    if (n % 4 === 0) {
      const block = n / 4;
      philox4x32(block, Math.floor(block / TWO_TO_32), counter2, counter3, key0, key1, words, 0);
    }
    visit(n, words[n % 4] >= rate * TWO_TO_32 ? 1 / (1 - rate) : 0);
  }
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
