/** A passage from one UTF-16 unit of a text up to, not including, another. */
export interface CopiedPassage {
  from: number;
  to: number;
}

/**
 * Returns for each token, one after the other, whether it lies in a passage. The passages are in order and do not
 * overlap.
 */
export function copiedTokens(tokens: readonly { text: string }[], passages: readonly CopiedPassage[]): boolean[] {
  let at = 0;
  let next = 0;
  return tokens.map(({ text }) => {
    const start = at;
    at += text.length;
    while (passages[next] !== undefined && passages[next].to <= start) next++;
    const passage = passages[next];
    return passage !== undefined && start >= passage.from && start < passage.to;
  });
}

/** Cuts pieces of a text at the ends of passages, and marks those that are copied. */
export function markCopied<Piece extends { text: string }>(
  pieces: readonly Piece[],
  passages: readonly CopiedPassage[],
): (Piece & { copied: boolean })[] {
  const marked: (Piece & { copied: boolean })[] = [];
  let start = 0;
  for (const piece of pieces) {
    const end = start + piece.text.length;
    let at = start;
    for (const { from, to } of [...passages, { from: end, to: end }]) {
      const begin = Math.min(Math.max(from, at), end);
      if (begin > at) marked.push({ ...piece, text: piece.text.slice(at - start, begin - start), copied: false });
      const last = Math.min(Math.max(to, begin), end);
      if (last > begin) marked.push({ ...piece, text: piece.text.slice(begin - start, last - start), copied: true });
      at = Math.max(at, last);
    }
    start = end;
  }
  return marked;
}
