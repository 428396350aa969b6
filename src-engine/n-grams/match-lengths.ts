import type { Interruptible } from '../spec/interruptible.ts';
import { runInPieces } from './run-in-pieces.ts';
import { SuffixAutomaton } from './suffix-automaton.ts';

/** The length of a state of which not even a suffix was found. */
const NOTHING = -1;

/**
 * Returns, for each token of each text, the number of tokens of the longest passage of the text that ends there and
 * occurs in one of the documents, token for token (matching statistics, Chang & Lawler 1994). The automaton is built
 * from the texts, and the documents are read once. May be cancelled, see `runInPieces`.
 */
export async function matchLengths(
  texts: readonly Int32Array[],
  documents: readonly Int32Array[],
  interruptible: Interruptible,
): Promise<Int32Array[]> {
  const joined = joinTexts(texts);
  const automaton = new SuffixAutomaton(joined.length);
  await runInPieces(
    joined.length,
    (from, to) => {
      for (let n = from; n < to; n++) automaton.add(joined[n]);
    },
    interruptible,
  );
  const found = await longestFound(automaton, documents, interruptible);
  let place = 0;
  return texts.map((text) => {
    const lengths = text.map(() => Math.max(0, found[automaton.beginnings[++place]]));
    place++; // the end of the text
    return lengths;
  });
}

/**
 * Puts a token after each text that occurs nowhere else; the tokens of the texts are renumbered to make room for it.
 */
function joinTexts(texts: readonly Int32Array[]): Int32Array {
  const joined = new Int32Array(texts.reduce((sum, text) => sum + text.length + 1, 0));
  let at = 0;
  texts.forEach((text, n) => {
    for (const token of text) joined[at++] = idOf(token);
    joined[at++] = 2 * n + 1;
  });
  return joined;
}

/** Tokens have the even numbers, and ends of texts the odd ones. */
function idOf(token: number): number {
  return 2 * token;
}

/**
 * Returns, for each state, the number of tokens of the longest of its passages that occurs in the documents, or else of
 * the longest suffix that does.
 */
async function longestFound(
  automaton: SuffixAutomaton,
  documents: readonly Int32Array[],
  interruptible: Interruptible,
): Promise<Int32Array> {
  const found = new Int32Array(automaton.stateCount);
  const read = apart(documents);
  const { links, lengths } = automaton;
  let state = 0;
  let length = 0;
  await runInPieces(
    read.length,
    (from, to) => {
      for (let n = from; n < to; n++) {
        const id = idOf(read[n]);
        let next = automaton.follow(state, id);
        while (next < 0 && state > 0) {
          state = links[state];
          length = lengths[state];
          next = automaton.follow(state, id);
        }
        state = Math.max(0, next);
        length = next < 0 ? 0 : length + 1;
        found[state] = Math.max(found[state], length);
      }
    },
    interruptible,
  );
  completeSuffixes(automaton, found);
  return found;
}

/**
 * Completes the states whose passages are suffixes of those that were found: all passages of a state are suffixes of
 * those of the states that link to it.
 */
function completeSuffixes({ links, lengths }: SuffixAutomaton, found: Int32Array): void {
  found.forEach((length, state) => {
    if (length === 0) return;
    for (let suffix = links[state]; suffix > 0 && found[suffix] < lengths[suffix]; suffix = links[suffix]) {
      found[suffix] = lengths[suffix];
    }
  });
  const path: number[] = [];
  for (let state = 1; state < found.length; state++) {
    let suffix = state;
    while (suffix > 0 && found[suffix] === 0) {
      path.push(suffix);
      suffix = links[suffix];
    }
    const length = suffix === 0 ? NOTHING : found[suffix];
    while (path.length > 0) found[path.pop() ?? 0] = length;
  }
}

/** Puts documents one after the other, with a token in between that no text has. */
function apart(documents: readonly Int32Array[]): Int32Array {
  const joined = new Int32Array(documents.reduce((sum, { length }) => sum + length + 1, 0)).fill(-1);
  let at = 0;
  for (const document of documents) {
    joined.set(document, at);
    at += document.length + 1;
  }
  return joined;
}
