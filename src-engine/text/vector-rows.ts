/** The vectors found for a vocabulary. */
export interface VectorRows {
  /** By token id. */
  readonly vectors: ReadonlyMap<number, Float32Array>;
  /** The number of those that belong to a token's lower-case form. */
  readonly lowerCaseCount: number;
  /** The tokens that a word's vector is for; null if there are none. */
  find(word: string): WantedWord | null;
  /** `false` means that this word was there before, and nothing is changed. */
  put(wanted: WantedWord, vector: Float32Array): boolean;
}

interface WantedWord {
  /** The token that is this word; null means that there is none. */
  exact: number | null;
  /** Tokens that become this word in lower case. */
  cased: readonly number[];
}

/** A token's own vector goes before that of its lower-case form, whichever comes first in the file. The unknown token has none. */
export function createVectorRows(vocabulary: readonly string[], unknownId: number | null): VectorRows {
  const wantedWords = new Map<string, { exact: number | null; cased: number[] }>();
  const vectors = new Map<number, Float32Array>();
  const inLowerCase = new Set<number>();
  const taken = new Set<WantedWord>();

  function want(word: string) {
    const known = wantedWords.get(word) ?? { exact: null, cased: [] };
    wantedWords.set(word, known);
    return known;
  }

  vocabulary.forEach((token, id) => {
    if (id === unknownId) return;
    want(token).exact = id;
    const lowerCase = token.toLowerCase();
    if (lowerCase !== token) want(lowerCase).cased.push(id);
  });

  return {
    vectors,
    get lowerCaseCount() {
      return inLowerCase.size;
    },
    find: (word) => wantedWords.get(word) ?? null,
    put(wanted, vector) {
      if (taken.has(wanted)) return false;
      taken.add(wanted);
      if (wanted.exact !== null) {
        vectors.set(wanted.exact, vector);
        inLowerCase.delete(wanted.exact);
      }
      for (const id of wanted.cased) {
        if (vectors.has(id)) continue;
        vectors.set(id, vector);
        inLowerCase.add(id);
      }
      return true;
    },
  };
}
