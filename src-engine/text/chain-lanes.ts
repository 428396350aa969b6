import type { RandomStream } from '../random/stream.ts';
import { chunksOf } from './document-layout.ts';
import type { Chain } from './document-layout.ts';

/** Chains of chunks in B lanes of equally many chunks, each in an order of its own. */
export interface ChainLanes {
  /** The number of lanes, B: `most`, or fewer when there are not as many chunks. */
  readonly lanes: number;
  /** Chunks of every lane. */
  readonly count: number;
  /** Returns an order that the stream decides about, in which no chain is torn that need not be. */
  arrange(random: RandomStream): LaneOrder;
}

/** Element lane·count + n is about chunk n of a lane. */
export interface LaneOrder {
  /** The index of the chain; −1 where the lane has nothing. */
  readonly chains: Int32Array;
  /** The place of the chunk in its chain. */
  readonly places: Int32Array;
}

/** Successive chunks of a chain that lie in one lane. */
interface Part {
  chain: number;
  place: number;
  chunks: number;
}

/** Lays chains, the longest first, into the lane with the most room; one for which no lane has room is cut where the lane ends. */
export function createChainLanes(chains: readonly Chain[], most: number): ChainLanes {
  const chunks = chunksOf(chains);
  const lanes = Math.min(most, chunks);
  const count = lanes === 0 ? 0 : Math.ceil(chunks / lanes);
  const longParts: Part[][] = Array.from({ length: lanes }, () => []);
  const rooms = new Int32Array(lanes).fill(count);
  const single: number[] = [];
  for (const [chain, { chunks: length }] of chains.entries()) {
    if (length === 1) single.push(chain);
    else
      for (let place = 0; place < length;) {
        const lane = rooms.indexOf(Math.max(...rooms));
        const part = { chain, place, chunks: Math.min(rooms[lane], length - place) };
        longParts[lane].push(part);
        rooms[lane] -= part.chunks;
        place += part.chunks;
      }
  }
  const free = chunks - single.length;
  const emptyChunks = lanes * count - free - single.length;

  return {
    lanes,
    count,
    arrange(random) {
      const order: LaneOrder = {
        chains: new Int32Array(lanes * count).fill(-1),
        places: new Int32Array(lanes * count),
      };
      // Empty chunks are drawn like all others, so that no batch of the epoch has much fewer tokens than the rest.
      const singles = Int32Array.from([...single, ...new Array<number>(emptyChunks).fill(-1)]);
      random.shuffle(singles);
      let taken = 0;
      longParts.forEach((long, lane) => {
        const parts = [...long];
        for (let n = 0; n < rooms[lane]; n++) parts.push({ chain: singles[taken++], place: 0, chunks: 1 });
        random.shuffle(parts);
        let at = lane * count;
        for (const { chain, place, chunks: length } of parts) {
          for (let n = 0; n < length; n++, at++) {
            order.chains[at] = chain;
            order.places[at] = place + n;
          }
        }
      });
      return order;
    },
  };
}
