import { createStream } from '../random/stream.ts';
import type { TrainSpec } from '../spec/train-spec.ts';

/** Indices of the samples on either side, each ascending. */
export interface Split {
  train: number[];
  validation: number[];
}

type Cut = Pick<TrainSpec, 'validationFraction' | 'seed' | 'batching'>;

/**
 * Holds back a share of every class, 0 ≤ validationFraction < 1, chosen by the seed. A class keeps at least one sample to train on.
 * Shares are rounded by largest remainder, so that together they are the share of all samples as nearly as the classes allow; with
 * batching 1 each is rounded by itself, which holds back none of many small classes, or twice what was asked. Where data has a validation
 * part of its own, these are its last `heldBack` samples, and nothing is drawn.
 */
export function splitStratified(labels: ArrayLike<number>, cut: Cut, heldBack?: number): Split {
  if (heldBack !== undefined) return splitAt(labels.length, labels.length - heldBack);
  const classes = membersOfClasses(labels);
  for (const { label, members } of classes) createStream(cut.seed, 'split', label).shuffle(members);
  const shares = (cut.batching ?? 1) >= 2 ? sharesByLargestRemainder(classes, cut) : sharesByClass(classes, cut);
  const isHeldBack = new Uint8Array(labels.length);
  classes.forEach(({ members }, n) => {
    for (const i of members.slice(0, shares[n])) isHeldBack[i] = 1;
  });
  const indices = Array.from(isHeldBack.keys());
  return { train: indices.filter((i) => !isHeldBack[i]), validation: indices.filter((i) => isHeldBack[i]) };
}

function splitAt(count: number, first: number): Split {
  const indices = Array.from({ length: count }, (_, n) => n);
  return { train: indices.slice(0, first), validation: indices.slice(first) };
}

interface LabelledMembers {
  label: number;
  members: number[];
}

function membersOfClasses(labels: ArrayLike<number>): LabelledMembers[] {
  const byClass = new Map<number, number[]>();
  for (let i = 0; i < labels.length; i++) {
    const members = byClass.get(labels[i]);
    if (members === undefined) byClass.set(labels[i], [i]);
    else members.push(i);
  }
  return Array.from(byClass, ([label, members]) => ({ label, members }));
}

function sharesByClass(classes: readonly LabelledMembers[], { validationFraction }: Cut): number[] {
  return classes.map(({ members }) => Math.min(Math.round(members.length * validationFraction), members.length - 1));
}

/** Which of equal remainders come first is drawn by the seed: taking the first ones would validate on nothing but the first classes. */
function sharesByLargestRemainder(classes: readonly LabelledMembers[], { validationFraction, seed }: Cut): number[] {
  const wanted = classes.map(({ members }) => members.length * validationFraction);
  const shares = wanted.map(Math.floor);
  const samples = classes.reduce((sum, { members }) => sum + members.length, 0);
  const missing = Math.round(samples * validationFraction) - shares.reduce((sum, share) => sum + share, 0);
  const order = Array.from(classes.keys());
  createStream(seed, 'split of remainders', 0).shuffle(order);
  order
    .filter((n) => shares[n] + 1 < classes[n].members.length)
    .sort((a, b) => wanted[b] - shares[b] - (wanted[a] - shares[a]))
    .slice(0, missing)
    .forEach((n) => shares[n]++);
  return shares;
}
