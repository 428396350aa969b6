import { runInPieces } from '../n-grams/run-in-pieces.ts';
import type { Interruptible } from '../spec/interruptible.ts';

/** The number of tokens of a short passage. */
const PASSAGE = 5;
/** The fewest passages of a sample that is long enough to be compared. */
const FEWEST_PASSAGES = 4;
/** The share of all passages of two samples that both have (Jaccard). */
const SIMILARITY = 0.8;
/**
 * The smallest hashes (MinHash, Broder 1997) in bands: two samples with this similarity have a band in common with p =
 * 0.985.
 */
const BANDS = 8;
const ROWS = 4;

/**
 * Returns for each sample of `asked` whether it has four fifths of its short passages in common with one of `others`.
 * May be cancelled, see `runInPieces`.
 */
export async function findNearDuplicates(
  asked: readonly Int32Array[],
  others: readonly Int32Array[],
  interruptible: Interruptible,
): Promise<boolean[]> {
  const byBand = new Map<number, number[]>();
  await runInPieces(
    others.length,
    (from, to) => {
      for (let n = from; n < to; n++) {
        for (const band of bandsOf(passagesOf(others[n]))) {
          const members = byBand.get(band);
          if (members === undefined) byBand.set(band, [n]);
          else members.push(n);
        }
      }
    },
    interruptible,
    SAMPLES_AT_ONCE,
  );
  const found: boolean[] = [];
  await runInPieces(
    asked.length,
    (from, to) => {
      for (let n = from; n < to; n++) found.push(isNearOne(passagesOf(asked[n])));
    },
    interruptible,
    SAMPLES_AT_ONCE,
  );
  return found;

  function isNearOne(passages: Set<number>): boolean {
    const seen = new Set<number>();
    for (const band of bandsOf(passages)) {
      for (const other of (byBand.get(band) ?? []).slice(0, MOST_COMPARED)) {
        if (seen.has(other)) continue;
        seen.add(other);
        if (similarity(passages, passagesOf(others[other])) >= SIMILARITY) return true;
      }
    }
    return false;
  }
}

const SAMPLES_AT_ONCE = 256;
/** The most samples of a band that are compared; more would be of the same kind, of which one is enough. */
const MOST_COMPARED = 20;

/** Returns the hashes of the different passages; the set is empty for a sample that is too short. */
function passagesOf(sample: Int32Array): Set<number> {
  const passages = new Set<number>();
  for (let end = PASSAGE; end <= sample.length; end++) {
    let hash = 0;
    for (let n = end - PASSAGE; n < end; n++) hash = mix(hash ^ sample[n]);
    passages.add(hash);
  }
  return passages.size < FEWEST_PASSAGES ? new Set() : passages;
}

function bandsOf(passages: Set<number>): number[] {
  if (passages.size === 0) return [];
  return Array.from({ length: BANDS }, (_, band) => {
    let hash = band;
    for (let row = 0; row < ROWS; row++) {
      let least = Infinity;
      const salt = Math.imul(band * ROWS + row + 1, 0x9e3779b1);
      for (const passage of passages) least = Math.min(least, mix(passage ^ salt) >>> 0);
      hash = mix(hash ^ least);
    }
    return hash;
  });
}

function similarity(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let shared = 0;
  for (const passage of a) if (b.has(passage)) shared++;
  return shared / (a.size + b.size - shared);
}

/** A step of MurmurHash3 that depends on all bits before. */
function mix(value: number): number {
  let h = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) + 0x27d4eb2f) | 0;
}
