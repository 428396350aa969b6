import type { AttendBackward, AttendForward, PoolBackward, PoolForward, Tensor } from '../backend.ts';
import { floats, integers } from './reference-tensor.ts';

/** The mean, or the first largest value, of each feature over the steps of each sequence. */
export function poolForward(args: PoolForward): void {
  const [x, out] = [floats(args.x), floats(args.out)];
  const places = args.places === null ? null : integers(args.places);
  const lengthOf = lengthsOf(args.lengths, args.steps);
  const [batch, width] = args.out.shape;
  for (let n = 0; n < out.length; n++) {
    const length = lengthOf(Math.floor(n / width));
    const at = (t: number) => x[t * batch * width + n];
    let place = 0;
    let sum = 0;
    for (let t = 0; t < length; t++) {
      if (at(t) > at(place)) place = t;
      sum += at(t);
    }
    out[n] = args.kind === 'mean' ? sum / length : at(place);
    if (args.kind === 'max' && places !== null) places[n] = place;
  }
}

export function poolBackward(args: PoolBackward): void {
  const [dOut, dX] = [floats(args.dOut), floats(args.dX)];
  const places = args.places === null ? null : integers(args.places);
  const lengthOf = lengthsOf(args.lengths, args.steps);
  const [batch, width] = args.dOut.shape;
  for (let n = 0; n < dOut.length; n++) {
    const length = lengthOf(Math.floor(n / width));
    for (let t = 0; t < args.steps; t++) {
      const share = args.kind === 'mean' ? Number(t < length) / length : Number(places?.[n] === t);
      dX[t * batch * width + n] = share * dOut[n];
    }
  }
}

/** α = softmax of the scores over the steps of each sequence; out = Σ α_t·x_t. */
export function attendForward(args: AttendForward): void {
  const [scores, x] = [floats(args.scores), floats(args.x)];
  const [weights, out] = [floats(args.weights), floats(args.out)];
  const lengthOf = lengthsOf(args.lengths, args.steps);
  const [batch, width] = args.out.shape;
  out.fill(0);
  for (let b = 0; b < batch; b++) {
    const length = lengthOf(b);
    const own = Array.from({ length }, (_, t) => scores[t * batch + b]);
    const largest = Math.max(...own);
    const sum = own.reduce((total, score) => total + Math.exp(score - largest), 0);
    for (let t = 0; t < args.steps; t++) {
      const weight = t < length ? Math.exp(own[t] - largest) / sum : 0;
      weights[t * batch + b] = weight;
      for (let n = 0; t < length && n < width; n++) out[b * width + n] += weight * x[(t * batch + b) * width + n];
    }
  }
}

export function attendBackward(args: AttendBackward): void {
  const [weights, x, dOut] = [floats(args.weights), floats(args.x), floats(args.dOut)];
  const [dScores, dX] = [floats(args.dScores), floats(args.dX)];
  const [batch, width] = args.dOut.shape;
  for (let b = 0; b < batch; b++) {
    let mean = 0;
    for (let t = 0; t < args.steps; t++) {
      const row = t * batch + b;
      let product = 0;
      for (let n = 0; n < width; n++) {
        if (weights[row] !== 0) product += dOut[b * width + n] * x[row * width + n];
        dX[row * width + n] = weights[row] * dOut[b * width + n];
      }
      dScores[row] = product;
      mean += weights[row] * product;
    }
    for (let t = 0; t < args.steps; t++) {
      const row = t * batch + b;
      dScores[row] = weights[row] * (dScores[row] - mean);
    }
  }
}

function lengthsOf(lengths: Tensor | null, steps: number): (sequence: number) => number {
  if (lengths === null) return () => steps;
  const known = integers(lengths);
  return (sequence) => known[sequence];
}
