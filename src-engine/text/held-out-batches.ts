import { lastNotAbove } from './last-not-above.ts';

/** Documents to be read from the first token to the last, in lanes that together read them once. */
export interface HeldOutBatches {
  readonly lanes: number;
  readonly steps: number;
  /** Chunks before a lane's own part that only bring it into the state in which the lane before it ends: their targets are masked. */
  readonly warmUp: number;
  /** Chunks of every lane, those of the warm-up included. */
  readonly count: number;
  chunk(n: number): HeldOutChunk;
}

/** Arrays are time-major: element t·B + b. */
interface HeldOutChunk {
  /** (T·B); −1 at steps that are no token. */
  ids: Int32Array;
  /** (T·B): each id's successor in its document; −1 where there is none, and in the warm-up. */
  targets: Int32Array;
  targetCount: number;
  /** (T·B): 1 at the steps that are no token, after which a document begins; null means that there are none. */
  resets: Int32Array | null;
}

/** The most lanes. A row of products costs less the more rows there are, up to about this number. */
const MOST_LANES = 32;
/** The most tokens of a warm-up. After so many, most networks remember little of the text before. */
const LONGEST_WARM_UP = 256;
/** A lane's own part is at least this many times as long as its warm-up, so that little is read twice. */
const OWN_PARTS = 4;

/**
 * Makes chunks of all pairs of a token and its successor in documents of at least two tokens, one document after the
 * other. The lanes depend on the text alone, and the chunks on `tokens`, the number of tokens that there is room for in
 * a chunk.
 */
export function createHeldOutBatches(documents: readonly Int32Array[], tokens: number): HeldOutBatches {
  const stream = createDocumentStream(documents);
  const warmUpSteps = Math.min(LONGEST_WARM_UP, stream.longest);
  const most = Math.max(1, Math.min(MOST_LANES, Math.floor(stream.length / (OWN_PARTS * warmUpSteps))));
  const steps = Math.max(1, Math.min(Math.floor(tokens / most), Math.ceil(stream.length / most)));
  const ownChunks = Math.ceil(stream.length / (most * steps));
  const laneLength = ownChunks * steps;
  const lanes = Math.ceil(stream.length / laneLength);
  const warmUp = lanes === 1 ? 0 : Math.ceil(warmUpSteps / steps);
  const count = stream.length === 0 ? 0 : warmUp + ownChunks;
  return {
    lanes,
    steps,
    warmUp,
    count,
    chunk(n) {
      if (!(n >= 0 && n < count)) throw new RangeError(`There is no chunk ${n}: the text has ${count}.`);
      const ids = new Int32Array(steps * lanes).fill(-1);
      const targets = new Int32Array(steps * lanes).fill(-1);
      for (let lane = 0; lane < lanes; lane++) {
        stream.read(lane * laneLength + (n - warmUp) * steps, steps, (t, id, target) => {
          ids[t * lanes + lane] = id;
          if (n >= warmUp) targets[t * lanes + lane] = target;
        });
      }
      const resets = ids.includes(-1) ? ids.map((id) => Number(id < 0)) : null;
      return { ids, targets, targetCount: targets.reduce((sum, target) => sum + Number(target >= 0), 0), resets };
    },
  };
}

/** The steps of documents one after the other, with a step that is no token between two of them. */
interface DocumentStream {
  readonly length: number;
  /** Steps of the longest document. */
  readonly longest: number;
  /** Visits the tokens among the steps from … from + count, t counted from 0. */
  read(from: number, count: number, visit: (t: number, id: number, target: number) => void): void;
}

function createDocumentStream(documents: readonly Int32Array[]): DocumentStream {
  let length = 0;
  let longest = 1;
  const beginnings = Float64Array.from(documents, (document) => {
    const beginning = length;
    length += document.length;
    longest = Math.max(longest, document.length - 1);
    return beginning;
  });
  return {
    length: Math.max(0, length - 1),
    longest,
    read(from, count, visit) {
      let index = Math.max(0, lastNotAbove(beginnings, from));
      for (let t = 0; t < count; t++) {
        const at = from + t;
        if (at < 0) continue;
        while (index + 1 < documents.length && beginnings[index + 1] <= at) index++;
        const place = at - beginnings[index];
        const document = documents[index];
        if (document !== undefined && place + 1 < document.length) visit(t, document[place], document[place + 1]);
      }
    },
  };
}
