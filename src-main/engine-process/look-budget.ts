/** Looks into a network in training, one after the other, and together never more than a share of its time. */
export interface LookBudget {
  /**
   * Does the work when it is its turn: after earlier ones, and after training has had its share of the time since the last. null: it was
   * given up before. `work` says when it really began, since a step of the training may have to end first.
   */
  take<T>(work: (began: () => void) => Promise<T>, isCancelled: () => boolean): Promise<T | null>;
}

/** Nine times as long as a look takes, training goes on alone: a tenth is what it may lose. */
const restPerLook = 9;
/** How long a look that was given up may still wait before it notices. */
const naps = 50;

/** `clock` in milliseconds; `sleep` lets training and all else go on. */
export function createLookBudget(clock: () => number, sleep: (ms: number) => Promise<unknown>): LookBudget {
  let last: Promise<unknown> = Promise.resolve();
  let notBefore = -Infinity;

  async function inTurn<T>(work: (began: () => void) => Promise<T>, isCancelled: () => boolean): Promise<T | null> {
    while (clock() < notBefore && !isCancelled()) await sleep(Math.min(naps, notBefore - clock()));
    if (isCancelled()) return null;
    let beganAt = clock();
    try {
      return await work(() => (beganAt = clock()));
    } finally {
      notBefore = clock() + restPerLook * (clock() - beganAt);
    }
  }

  return {
    take(work, isCancelled) {
      const turn = last.then(() => inTurn(work, isCancelled));
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}
