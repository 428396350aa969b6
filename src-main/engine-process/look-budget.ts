import type { AbortSignal } from '../../src-engine/spec/interruptible.ts';

/** Looks into a network in training, one at a time, and together never more than a share of its time in the long run. */
export interface LookBudget {
  /**
   * Does the work when it is its turn. A question that was asked lately waits until training has made up for all looks so far; a new one,
   * which somebody waits for, does not. `null` means that `signal` aborted before. `work` says when it really began, since a step of the training may
   * have to end first.
   */
  take<T>(question: string, work: (began: () => void) => Promise<T>, signal: AbortSignal): Promise<T | null>;
}

/** So many times as long as looks took, training goes on alone: with what answering costs besides, it loses less than a tenth. */
const restPerLook = 11;
/** The interval, in milliseconds, at which waiting looks see whether it is their turn. */
const napMs = 20;
/** After so long, a question is new again. */
const forgottenMs = 60_000;

/** `clock` in milliseconds; `sleep` lets training and all else go on. */
export function createLookBudget(clock: () => number, sleep: (ms: number) => Promise<unknown>): LookBudget {
  const lastAsked = new Map<string, number>();
  let isBusy = false;
  let notBefore = -Infinity;

  function isNew(question: string): boolean {
    const now = clock();
    for (const [known, at] of lastAsked) if (now - at > forgottenMs) lastAsked.delete(known);
    const wasAsked = lastAsked.has(question);
    lastAsked.set(question, now);
    return !wasAsked;
  }

  return {
    async take(question, work, signal) {
      const isUrgent = isNew(question);
      while (!signal.aborted && (isBusy || (!isUrgent && clock() < notBefore))) await sleep(napMs);
      if (signal.aborted) return null;
      isBusy = true;
      let beganAt = clock();
      try {
        return await work(() => (beganAt = clock()));
      } finally {
        isBusy = false;
        const now = clock();
        notBefore = Math.max(notBefore, now) + restPerLook * (now - beganAt);
        lastAsked.set(question, now);
      }
    },
  };
}
