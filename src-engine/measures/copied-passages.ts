/** The number of tokens from which a passage is called copied: shorter ones are idioms. */
const PASSAGE_TOKENS = 20;

/** A passage from token `from` up to, not including, token `to`. */
export interface Passage {
  from: number;
  to: number;
}

/**
 * Returns the share of all 20-grams of the texts that also occur elsewhere, from the match lengths of their tokens;
 * null means that there are no 20-grams.
 */
export function copiedShare(texts: readonly Int32Array[]): number | null {
  let all = 0;
  let copied = 0;
  for (const lengths of texts) {
    for (let n = PASSAGE_TOKENS - 1; n < lengths.length; n++) {
      all++;
      if (lengths[n] >= PASSAGE_TOKENS) copied++;
    }
  }
  return all === 0 ? null : copied / all;
}

export function longestMatch(texts: readonly Int32Array[]): number {
  return texts.reduce((longest, lengths) => lengths.reduce((most, length) => Math.max(most, length), longest), 0);
}

/**
 * Returns the passages of at least 20 tokens that also occur elsewhere, without those that lie in another one. They may
 * overlap.
 */
export function copiedPassages(lengths: Int32Array): Passage[] {
  const passages: Passage[] = [];
  lengths.forEach((length, n) => {
    const goesOn = n + 1 < lengths.length && lengths[n + 1] === length + 1;
    if (length >= PASSAGE_TOKENS && !goesOn) passages.push({ from: n + 1 - length, to: n + 1 });
  });
  return passages;
}

/** Returns the passages in order, with overlapping ones joined. */
export function joinPassages(passages: readonly Passage[]): Passage[] {
  const joined: Passage[] = [];
  for (const { from, to } of passages.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
}
