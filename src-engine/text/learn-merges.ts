import { PairHeap } from './pair-heap.ts';
import { encodeUtf8 } from './utf8.ts';

export interface LearntMerges {
  /** Merge k makes token 256 + k. */
  merges: [number, number][];
  /** Occurrences by token id of what the merges make of the text. */
  frequencies: number[];
}

const BYTES = 256;
/** Ids stay below this, so left·65536 + right names a pair. */
const PAIR_BASE = 65_536;
const NONE = -1;

interface PairUse {
  count: number;
  /** The places where its left tokens are or were; in order, so that `aaa` is merged from the left. */
  positions: number[];
}

/**
 * Byte-pair encoding (Sennrich, Haddow & Birch 2016): the most frequent pair of neighbours becomes a token, again and again.
 * `pieceCounts` has the words of the text with their counts; pairs do not reach over their ends. Ends early when no pair is left
 * that occurs `minimumFrequency` times, and at least twice.
 *
 * Time is O(S log S) for S bytes of different words: words are linked lists, a merge visits only the places of its pair, and the counts
 * of the pairs around are adjusted. A count only falls once its pair is in the heap, so a stale entry is put back with the new count.
 */
export function learnMerges(
  pieceCounts: ReadonlyMap<string, number>,
  vocabularySize: number,
  minimumFrequency: number,
): LearntMerges {
  const { tokens, next, previous, weights } = linkPieces(pieceCounts);
  const uses = new Map<number, PairUse>();
  const heap = new PairHeap();
  const merges: [number, number][] = [];
  const least = Math.max(2, minimumFrequency);

  function addPair(position: number, created: Set<number>): void {
    const pair = tokens[position] * PAIR_BASE + tokens[next[position]];
    let use = uses.get(pair);
    if (use === undefined) {
      use = { count: 0, positions: [] };
      uses.set(pair, use);
      created.add(pair);
    }
    use.count += weights[position];
    use.positions.push(position);
  }

  function removePair(position: number): void {
    const use = uses.get(tokens[position] * PAIR_BASE + tokens[next[position]]);
    if (use !== undefined) use.count -= weights[position];
  }

  function pushAll(created: Set<number>): void {
    for (const pair of created) heap.push({ count: uses.get(pair)?.count ?? 0, pair });
  }

  function merge(left: number, right: number, positions: number[], id: number): void {
    const created = new Set<number>();
    for (const position of positions) {
      const second = next[position];
      if (tokens[position] !== left || second === NONE || tokens[second] !== right) continue;
      const before = previous[position];
      const after = next[second];
      if (before !== NONE) removePair(before);
      if (after !== NONE) removePair(second);
      tokens[position] = id;
      tokens[second] = NONE;
      next[position] = after;
      if (after !== NONE) previous[after] = position;
      if (before !== NONE) addPair(before, created);
      if (after !== NONE) addPair(position, created);
    }
    pushAll(created);
  }

  const initial = new Set<number>();
  for (let position = 0; position < tokens.length; position++) {
    if (next[position] !== NONE) addPair(position, initial);
  }
  pushAll(initial);

  while (BYTES + merges.length < vocabularySize) {
    const top = heap.pop();
    if (top === undefined) break;
    const use = uses.get(top.pair);
    if (use === undefined) continue;
    if (use.count < top.count) {
      if (use.count >= least) heap.push({ count: use.count, pair: top.pair });
      continue;
    }
    if (use.count < least) break;
    const left = Math.floor(top.pair / PAIR_BASE);
    const right = top.pair % PAIR_BASE;
    uses.delete(top.pair);
    merge(left, right, use.positions, BYTES + merges.length);
    merges.push([left, right]);
  }

  const frequencies = new Array<number>(BYTES + merges.length).fill(0);
  for (let position = 0; position < tokens.length; position++) {
    if (tokens[position] !== NONE) frequencies[tokens[position]] += weights[position];
  }
  return { merges, frequencies };
}

/** All words' bytes in a row. `next` and `previous` are positions, or −1 at a word's ends; a token of −1 was merged away. */
function linkPieces(pieceCounts: ReadonlyMap<string, number>) {
  const pieces: { bytes: Uint8Array; count: number }[] = [];
  let size = 0;
  for (const [piece, count] of pieceCounts) {
    const bytes = encodeUtf8(piece);
    pieces.push({ bytes, count });
    size += bytes.length;
  }
  const tokens = new Int32Array(size);
  const next = new Int32Array(size);
  const previous = new Int32Array(size);
  const weights = new Float64Array(size);
  let at = 0;
  for (const { bytes, count } of pieces) {
    for (let i = 0; i < bytes.length; i++, at++) {
      tokens[at] = bytes[i];
      next[at] = i + 1 < bytes.length ? at + 1 : NONE;
      previous[at] = i > 0 ? at - 1 : NONE;
      weights[at] = count;
    }
  }
  return { tokens, next, previous, weights };
}
