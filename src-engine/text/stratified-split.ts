import { createStream } from '../random/stream.ts';

/** Indices of the samples on either side, each ascending. */
export interface Split {
  train: number[];
  validation: number[];
}

/**
 * Holds back a share of every class, 0 ≤ fraction < 1, chosen by the seed. Shares are rounded to whole samples, and a class
 * keeps at least one sample to train on.
 */
export function splitStratified(labels: ArrayLike<number>, fraction: number, seed: number): Split {
  const byClass = new Map<number, number[]>();
  for (let i = 0; i < labels.length; i++) {
    const members = byClass.get(labels[i]);
    if (members === undefined) byClass.set(labels[i], [i]);
    else members.push(i);
  }
  const heldBack = new Uint8Array(labels.length);
  for (const [label, members] of byClass) {
    createStream(seed, 'split', label).shuffle(members);
    const share = Math.min(Math.round(members.length * fraction), members.length - 1);
    for (const i of members.slice(0, share)) heldBack[i] = 1;
  }
  const indices = Array.from(heldBack.keys());
  return { train: indices.filter((i) => !heldBack[i]), validation: indices.filter((i) => heldBack[i]) };
}
