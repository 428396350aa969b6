import type { KeptCheckpoint } from '../../db/checkpoint-retention.ts';

export interface RetentionRules {
  /** The number of the latest checkpoints, and of those with the lowest validation loss, that stay while there is room. */
  keepLast: number;
  keepBest: number;
  /** Bytes that all checkpoints of the run may take, where a tensor that several of them share counts once. */
  spaceBytes: number;
}

/** More would be too many to choose from, however small they are. */
export const mostCheckpoints = 64;

/** The age of the latest checkpoint, as a share of the history. Without it the gaps near the end would shrink to nothing. */
const youngestAge = 1 / 32;

/**
 * Returns the keys of the checkpoints that have to go, so that the others keep to the space and to `mostCheckpoints`. Gaps between
 * those that stay grow with their age: the one whose neighbours are the closest on a logarithmic scale of age goes first, the
 * earlier of two alike. The first, the last, the best and the held ones always stay. The others that `keepLast` and `keepBest` ask
 * for go as well where the space would not do without, the earliest first. The checkpoints may come in any order.
 */
export function chooseThinned(checkpoints: readonly KeptCheckpoint[], rules: RetentionRules): number[] {
  const byStep = checkpoints.toSorted((a, b) => a.step - b.step || a.key - b.key);
  const needed = neededAmong(byStep, 1, 1);
  const wanted = neededAmong(byStep, rules.keepLast, rules.keepBest);
  const kept = new KeptSet(byStep);
  while (kept.count > mostCheckpoints || kept.bytes > rules.spaceBytes) {
    const crowded = mostCrowded(kept.checkpoints, (checkpoint) => wanted.has(checkpoint));
    if (crowded === null) break;
    kept.remove(crowded);
  }
  for (const checkpoint of byStep) {
    if (kept.bytes <= rules.spaceBytes) break;
    if (wanted.has(checkpoint) && !needed.has(checkpoint)) kept.remove(checkpoint);
  }
  const staying = new Set(kept.checkpoints);
  return byStep.filter((checkpoint) => !staying.has(checkpoint)).map(({ key }) => key);
}

/** The bytes that checkpoints take together: a tensor that several of them share counts once. */
export function bytesOf(checkpoints: readonly KeptCheckpoint[]): number {
  return new KeptSet(checkpoints).bytes;
}

function neededAmong(byStep: readonly KeptCheckpoint[], lastCount: number, bestCount: number): Set<KeptCheckpoint> {
  const judged = byStep.filter(({ validationLoss }) => validationLoss !== null);
  const best = judged.toSorted((a, b) => Number(a.validationLoss) - Number(b.validationLoss) || b.step - a.step);
  return new Set([
    ...byStep.slice(0, 1),
    ...byStep.filter(({ isHeld }) => isHeld),
    ...byStep.slice(Math.max(0, byStep.length - lastCount)),
    ...best.slice(0, bestCount),
  ]);
}

/** Returns the checkpoint whose neighbours in time are the closest for their age; null where all have to stay. */
function mostCrowded(
  byStep: readonly KeptCheckpoint[],
  stays: (checkpoint: KeptCheckpoint) => boolean,
): KeptCheckpoint | null {
  const first = byStep[0]?.step ?? 0;
  const last = byStep.at(-1)?.step ?? 0;
  const ages = byStep.map(({ step }) => last - step + Math.max(1, last - first) * youngestAge);
  let crowded: KeptCheckpoint | null = null;
  let smallest = Infinity;
  for (let n = 1; n < byStep.length - 1; n++) {
    if (stays(byStep[n])) continue;
    const gap = ages[n - 1] / ages[n + 1];
    if (gap >= smallest) continue;
    smallest = gap;
    crowded = byStep[n];
  }
  return crowded;
}

/** Checkpoints in their order, and the bytes that they take together. */
class KeptSet {
  checkpoints: KeptCheckpoint[] = [];
  bytes = 0;
  /** The number of checkpoints that have each tensor, by its key. */
  readonly #holders = new Map<number, number>();

  constructor(checkpoints: readonly KeptCheckpoint[]) {
    for (const checkpoint of checkpoints) this.#add(checkpoint);
  }

  get count(): number {
    return this.checkpoints.length;
  }

  remove(checkpoint: KeptCheckpoint): void {
    this.checkpoints = this.checkpoints.filter((each) => each !== checkpoint);
    for (const { key, bytes } of checkpoint.tensors) {
      const holders = (this.#holders.get(key) ?? 1) - 1;
      this.#holders.set(key, holders);
      if (holders === 0) this.bytes -= bytes;
    }
  }

  #add(checkpoint: KeptCheckpoint): void {
    this.checkpoints.push(checkpoint);
    for (const { key, bytes } of checkpoint.tensors) {
      const holders = this.#holders.get(key) ?? 0;
      this.#holders.set(key, holders + 1);
      if (holders === 0) this.bytes += bytes;
    }
  }
}
