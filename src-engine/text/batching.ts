import { lastNotAbove } from './last-not-above.ts';

/** Documents in lanes that lie side by side, cut into chunks for truncated back-propagation with carried state. */
export interface LanguageModelBatches {
  /** B. */
  readonly lanes: number;
  /** T. */
  readonly steps: number;
  /** Chunks of every lane; 0 if there is not enough text for one. */
  readonly count: number;
  /** Chunk n, 0 ≤ n < count, of all lanes; row b goes on where row b of chunk n − 1 ended, or is one of its `newDocuments`. */
  chunk(n: number): LanguageModelChunk;
}

/** Arrays are time-major: element t·B + b. */
interface LanguageModelChunk {
  /** (T·B); −1 after the end of a lane's document. */
  ids: Int32Array;
  /** (T·B): each id's successor in its document; −1 where there is none. */
  targets: Int32Array;
  /** Targets that are not −1. */
  targetCount: number;
  /** (B): steps before the end of each lane's document; null means that all have T. */
  lengths: Int32Array | null;
  /** Lanes in which a document begins here: nothing that came before it in the lane is to be remembered. */
  newDocuments: number[];
}

/**
 * Cuts documents into chunks of T = `steps` steps and lays these, in their order, into B = `lanes` lanes of equally many. A document
 * begins with a chunk of its own, so the last chunk of the one before it is filled up with masked steps. Of a document of L tokens the
 * L − 1 pairs of a token and its successor are used, once each; the last target in a lane is the first token of the next lane, if the
 * document goes on there. With one document of N tokens a lane is T·⌊(N − 1) / (B·T)⌋ tokens long.
 *
 * The remainder at the end, since lanes are equally long, is fewer than B chunks, and of a document that is alone its
 * unfinished chunk too.
 */
export function createTrainingBatches(
  documents: readonly Int32Array[],
  lanes: number,
  steps: number,
): LanguageModelBatches {
  const runs = documents.filter(hasPairs);
  const chunks = cutIntoChunks(runs, steps);
  const usable = runs.length === 1 ? Math.floor((runs[0].length - 1) / steps) : chunks.count;
  const count = Math.floor(usable / lanes);
  return createBatches({ lanes, steps, count, at: (lane, n) => chunks.at(lane * count + n) });
}

/** Chunks of at most `steps` steps that the documents have. */
export function chunkCount(documents: readonly Int32Array[], steps: number): number {
  return cutIntoChunks(documents.filter(hasPairs), steps).count;
}

/**
 * All pairs of the documents, in at most `lanes` lanes of equally many pairs, or in fewer where the text is short, each at least one
 * chunk long if it can be. Chunks at the end of a document or a lane are filled up with masked steps, so that nothing is left over.
 */
export function createValidationBatches(
  documents: readonly Int32Array[],
  lanes: number,
  steps: number,
): LanguageModelBatches {
  const runs = documents.filter(hasPairs);
  const pairs = runs.reduce((sum, run) => sum + run.length - 1, 0);
  const laneCount = Math.max(1, Math.min(lanes, Math.floor(pairs / steps)));
  const laneLength = Math.ceil(pairs / laneCount);
  const chunkSteps = Math.min(steps, laneLength);
  const chunks = cutIntoLanes(runs, laneCount, laneLength).map((lane) => cutIntoChunks(lane, chunkSteps));
  return createBatches({
    lanes: laneCount,
    steps: chunkSteps,
    count: chunks.reduce((longest, { count }) => Math.max(longest, count), 0),
    at: (lane, n) => (n < chunks[lane].count ? chunks[lane].at(n) : null),
  });
}

/** A part of a run of successive tokens, which are all of one document. */
interface Chunk {
  run: Int32Array;
  /** The first token's place in the run. */
  from: number;
  /** Tokens, all of which have a successor in the run. */
  length: number;
}

/** The token after the end of a run is not known, so it takes two to make a pair. */
function hasPairs(run: Int32Array): boolean {
  return run.length > 1;
}

/** Chunks of runs, one run after the other; only a run's last chunk may have fewer than `steps` tokens. */
function cutIntoChunks(runs: readonly Int32Array[], steps: number): { readonly count: number; at(n: number): Chunk } {
  let count = 0;
  const firstChunks = runs.map((run) => {
    const first = count;
    count += Math.ceil((run.length - 1) / steps);
    return first;
  });
  return {
    count,
    at(n) {
      const index = lastNotAbove(firstChunks, n);
      const run = runs[index];
      const from = (n - firstChunks[index]) * steps;
      return { run, from, length: Math.min(steps, run.length - 1 - from) };
    },
  };
}

/** Lanes of `laneLength` pairs each, the last ones perhaps with fewer. A run that is cut shares the token at the cut with its rest. */
function cutIntoLanes(runs: readonly Int32Array[], laneCount: number, laneLength: number): Int32Array[][] {
  const lanes: Int32Array[][] = Array.from({ length: laneCount }, () => []);
  let filled = 0;
  for (const run of runs) {
    for (let from = 0; from < run.length - 1;) {
      const pairs = Math.min(run.length - 1 - from, laneLength - (filled % laneLength));
      lanes[Math.floor(filled / laneLength)].push(run.subarray(from, from + pairs + 1));
      filled += pairs;
      from += pairs;
    }
  }
  return lanes;
}

interface Layout {
  lanes: number;
  steps: number;
  count: number;
  /** Chunk n of a lane; null means that the lane has ended. */
  at(lane: number, n: number): Chunk | null;
}

function createBatches({ lanes, steps, count, at }: Layout): LanguageModelBatches {
  return {
    lanes,
    steps,
    count,
    chunk(n) {
      if (!(n >= 0 && n < count)) throw new RangeError(`There is no chunk ${n}: the text has ${count}.`);
      const ids = new Int32Array(steps * lanes).fill(-1);
      const targets = new Int32Array(steps * lanes).fill(-1);
      const lengths = new Int32Array(lanes);
      const newDocuments: number[] = [];
      for (let lane = 0; lane < lanes; lane++) {
        const chunk = at(lane, n);
        if (chunk === null) continue;
        const { run, from, length } = chunk;
        for (let t = 0; t < length; t++) {
          ids[t * lanes + lane] = run[from + t];
          targets[t * lanes + lane] = run[from + t + 1];
        }
        lengths[lane] = length;
        if (from === 0) newDocuments.push(lane);
      }
      return {
        ids,
        targets,
        targetCount: lengths.reduce((sum, length) => sum + length, 0),
        lengths: lengths.every((length) => length === steps) ? null : lengths,
        newDocuments,
      };
    },
  };
}
