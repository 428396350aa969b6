import { createStream } from '../random/stream.ts';
import { createChainLanes } from './chain-lanes.ts';
import type { LaneOrder } from './chain-lanes.ts';
import { layOutDocuments } from './document-layout.ts';

/** Documents, each read whole in every epoch, in chunks for truncated back-propagation with carried state. */
export interface DocumentBatches {
  /** B. */
  readonly lanes: number;
  /** T. */
  readonly steps: number;
  /** Chunks of every lane, in every epoch. */
  readonly count: number;
  /** Chunk n, 0 ≤ n < count, of all lanes: row b goes on where row b of chunk n − 1 ended, or is one of its `newDocuments`. */
  chunk(epoch: number, n: number): DocumentChunk;
}

/** Arrays are time-major: element t·B + b. */
interface DocumentChunk {
  /** (T·B); −1 at steps that are no token. */
  ids: Int32Array;
  /** (T·B): each id's successor in its document; −1 where there is no id. */
  targets: Int32Array;
  targetCount: number;
  /** (T·B): 1 at the steps that are no token, after which a document begins; null means that there are none. */
  resets: Int32Array | null;
  /** Lanes in which a document, or the rest of one whose beginning is elsewhere, begins with the chunk. */
  newDocuments: number[];
}

/**
 * Makes batches of all documents, each of which has at least two tokens. A document that is no longer than a chunk is
 * never cut, and a longer one only where gradients end anyway, unless it is longer than a lane. So each token but the
 * first is a target once. The order is a function of (seed, epoch).
 */
export function createDocumentBatches(
  documents: readonly Int32Array[],
  { batchSize, sequenceLength, seed }: { batchSize: number; sequenceLength: number; seed: number },
): DocumentBatches {
  const longestFirst = Array.from(documents.keys()).sort((a, b) => documents[b].length - documents[a].length);
  const pairs = Int32Array.from(longestFirst, (document) => documents[document].length - 1);
  const { steps, chains, equals } = layOutDocuments(pairs, sequenceLength);
  const { lanes, count, arrange } = createChainLanes(chains, batchSize);
  let present: { epoch: number; order: LaneOrder; byRank: Int32Array } | null = null;

  function orderOf(epoch: number) {
    if (present?.epoch === epoch) return present;
    const random = createStream(seed, 'shuffle', epoch);
    const byRank = Int32Array.from(longestFirst);
    for (const { from, to } of equals) random.shuffle(byRank.subarray(from, to));
    return (present = { epoch, byRank, order: arrange(random) });
  }

  return {
    lanes,
    steps,
    count,
    chunk(epoch, n) {
      if (!(n >= 0 && n < count)) throw new RangeError(`There is no chunk ${n}: the documents have ${count}.`);
      const { order, byRank } = orderOf(epoch);
      const ids = new Int32Array(steps * lanes).fill(-1);
      const targets = new Int32Array(steps * lanes).fill(-1);
      const newDocuments: number[] = [];
      let targetCount = 0;
      for (let lane = 0; lane < lanes; lane++) {
        const at = lane * count + n;
        if (order.chains[at] < 0) continue;
        const { long, chunks, short } = chains[order.chains[at]];
        const place = order.places[at];
        const goesOn = n > 0 && place > 0 && order.chains[at - 1] === order.chains[at];
        if (!goesOn) newDocuments.push(lane);
        let t = 0;
        if (long !== null) t = write(documents[byRank[long]], place * steps, 0);
        if (place === chunks - 1) {
          for (const rank of short) t = write(documents[byRank[rank]], 0, t === 0 ? 0 : t + 1);
        }

        /** Returns the step after the last one that it has written. */
        function write(document: Int32Array, from: number, first: number): number {
          const length = Math.min(document.length - 1 - from, steps - first);
          for (let k = 0; k < length; k++) {
            ids[(first + k) * lanes + lane] = document[from + k];
            targets[(first + k) * lanes + lane] = document[from + k + 1];
          }
          targetCount += length;
          return first + length;
        }
      }
      const resets = targetCount === ids.length ? null : ids.map((id) => Number(id < 0));
      return { ids, targets, targetCount, resets, newDocuments };
    },
  };
}
