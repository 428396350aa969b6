/** Characters of a passage that counts as repeated. */
const PASSAGE = 10;

/** Returns the share of the text's passages of ten characters that have come before in it. */
export function shareOfRepetition(text: string): number {
  const seen = new Set<string>();
  let repeated = 0;
  const count = text.length - PASSAGE + 1;
  for (let n = 0; n < count; n++) {
    const passage = text.slice(n, n + PASSAGE);
    if (seen.has(passage)) repeated++;
    seen.add(passage);
  }
  return repeated / count;
}

/** Returns the share of the writing's whole words that occur in `text`. */
export function shareOfKnownWords(writing: string, text: string): number {
  const known = new Set(wordsOf(text));
  // The first word may go on from the prompt, and the last one may be cut off.
  const written = wordsOf(writing).slice(1, -1);
  return written.filter((word) => known.has(word)).length / written.length;
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[a-z]+/g) ?? [];
