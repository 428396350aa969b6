/**
 * Documents side by side in chunks of equally many steps. A document with more pairs of a token and its successor than
 * a chunk has steps goes on from chunk to chunk. Shorter ones lie whole in a chunk, which holds as many as there is
 * room for, with a step between two of them.
 */
export interface DocumentLayout {
  /** Steps of a chunk. */
  readonly steps: number;
  /** The chunks that go through all documents. */
  readonly chains: readonly Chain[];
  /** Ranks of the documents with the same number of pairs, each from the first to before the next: they may change places. */
  readonly equals: readonly { from: number; to: number }[];
}

/** Chunks that follow one another: the pieces of one long document, and whole documents after its end; or just whole documents. */
export interface Chain {
  /** The long document that begins here, by its rank; null where there is none. */
  readonly long: number | null;
  readonly chunks: number;
  /** Ranks of the documents in the last chunk, after the end of the long one. */
  readonly short: number[];
}

/**
 * The share of all steps that a shorter chunk than the wanted one has to save, because gradients do not reach as far in
 * it.
 */
const WORTH_SHORTENING = 0.05;
const SHORTEST_SHARE = 0.5;
const SHARES = 6;

/**
 * Lays out documents of so many pairs, in descending order, in chunks of at most `wanted` steps: as many as the longest document has, or,
 * where that is more, as many as leave little room unused.
 */
export function layOutDocuments(pairs: Int32Array, wanted: number): DocumentLayout {
  const longest = pairs.length === 0 ? 1 : pairs[0];
  const equals = runsOfEquals(pairs);
  if (longest <= wanted) return { steps: longest, chains: fillChunks(pairs, longest), equals };
  let best = { steps: wanted, chains: fillChunks(pairs, wanted) };
  for (let n = 1; n < SHARES; n++) {
    const share = 1 - (n * (1 - SHORTEST_SHARE)) / (SHARES - 1);
    const steps = Math.ceil(wanted * share);
    const chains = fillChunks(pairs, steps);
    if (allSteps({ steps, chains }) < (1 - WORTH_SHORTENING) * allSteps(best)) best = { steps, chains };
  }
  return { ...best, equals };
}

/** The number of chunks that a layout has. */
export function chunksOf(chains: readonly Chain[]): number {
  return chains.reduce((sum, { chunks }) => sum + chunks, 0);
}

function allSteps({ steps, chains }: Pick<DocumentLayout, 'steps' | 'chains'>): number {
  return steps * chunksOf(chains);
}

/** Lays out the documents by best fit, the longest first. */
function fillChunks(pairs: Int32Array, steps: number): Chain[] {
  const chains: Chain[] = [];
  /** The chains, by the number of pairs for which there is room in their last chunk. */
  const open: Chain[][] = Array.from({ length: steps + 1 }, () => []);
  for (const [rank, length] of pairs.entries()) {
    if (length > steps) {
      const chunks = Math.ceil(length / steps);
      add({ long: rank, chunks, short: [] }, steps - (length - (chunks - 1) * steps));
      continue;
    }
    let room = length;
    while (room <= steps && open[room].length === 0) room++;
    const chain = open[room]?.pop();
    if (chain === undefined) add({ long: null, chunks: 1, short: [rank] }, steps - length);
    else {
      chain.short.push(rank);
      reopen(chain, room - length);
    }
  }
  return chains;

  function add(chain: Chain, stepsLeft: number): void {
    chains.push(chain);
    reopen(chain, stepsLeft);
  }

  /** Notes the room that is left in the chain's last chunk, without the step that comes before the next document. */
  function reopen(chain: Chain, stepsLeft: number): void {
    if (stepsLeft > 1) open[stepsLeft - 1].push(chain);
  }
}

function runsOfEquals(pairs: Int32Array): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (let from = 0; from < pairs.length;) {
    let to = from + 1;
    while (to < pairs.length && pairs[to] === pairs[from]) to++;
    runs.push({ from, to });
    from = to;
  }
  return runs;
}
