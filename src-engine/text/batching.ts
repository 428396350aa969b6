/** Chunks of a token stream for truncated back-propagation with carried state. Arrays are time-major: element t·B + b. */
export interface LanguageModelBatches {
  /** Chunks in an epoch; 0 if the stream is too short for one. */
  readonly count: number;
  /** Fills `into` (T·B) with the ids of chunk n, 0 ≤ n < count. */
  ids(n: number, into: Int32Array): void;
  /** Fills `into` (T·B) with each id's successor in the stream. */
  targets(n: number, into: Int32Array): void;
}

/**
 * Cuts a stream of N tokens into B = `batch` lanes that follow one another in the stream. Chunk n covers the steps [n·T, (n+1)·T),
 * T = `steps`, of every lane, so row b of chunk n + 1 goes on where row b of chunk n ended and recurrent states can be carried.
 *
 * A lane is count·T tokens long with count = ⌊(N − 1) / (B·T)⌋. The last target of lane b is the first token of lane b + 1. Of
 * the N tokens the first count·B·T are inputs; those after them, fewer than B·T + 1, are left over (the first of them is still a target).
 */
export function createLanguageModelBatches(tokens: Int32Array, batch: number, steps: number): LanguageModelBatches {
  const count = Math.max(0, Math.floor((tokens.length - 1) / (batch * steps)));
  const laneLength = count * steps;

  function fill(n: number, shift: number, into: Int32Array): void {
    if (!(n >= 0 && n < count)) throw new RangeError(`There is no chunk ${n}: the text has ${count}.`);
    for (let b = 0; b < batch; b++) {
      const from = b * laneLength + n * steps + shift;
      for (let t = 0; t < steps; t++) into[t * batch + b] = tokens[from + t];
    }
  }

  return {
    count,
    ids: (n, into) => fill(n, 0, into),
    targets: (n, into) => fill(n, 1, into),
  };
}
