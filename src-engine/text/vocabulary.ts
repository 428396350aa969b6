/** Tokens of a text with their counts, before ids are given. */
export interface Vocabulary {
  /** By id: most frequent first, then in code point order. The unknown token, if there is one, is '' and has id 0. */
  tokens: string[];
  /** Occurrences by id; the unknown token has those of everything that was cut. */
  frequencies: number[];
  /** 0 if minimumFrequency > 1; otherwise null, since every piece of the text has a token of its own. */
  unknownId: number | null;
}

/** Assigns ids to pieces seen at least `minimumFrequency` times. */
export function buildVocabulary(counts: Iterable<[string, number]>, minimumFrequency: number): Vocabulary {
  const kept: [string, number][] = [];
  let cutCount = 0;
  for (const entry of counts) {
    if (entry[1] >= minimumFrequency) kept.push(entry);
    else cutCount += entry[1];
  }
  kept.sort(([a, countA], [b, countB]) => countB - countA || compareCodePoints(a, b));
  const unknownId = minimumFrequency > 1 ? 0 : null;
  const ordered: [string, number][] = unknownId === null ? kept : [['', cutCount], ...kept];
  return {
    tokens: ordered.map(([token]) => token),
    frequencies: ordered.map(([, count]) => count),
    unknownId,
  };
}

/** Negative if a comes first. Unlike `<`, this puts U+10000 after U+FFFF. */
function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a.charCodeAt(i) === b.charCodeAt(i)) continue;
    return (a.codePointAt(i) ?? 0) - (b.codePointAt(i) ?? 0);
  }
  return a.length - b.length;
}
