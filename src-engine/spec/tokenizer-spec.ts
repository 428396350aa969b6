/** The person's choice of how text becomes token ids. */
export type TokenizerSpec = {
  /** Tokens seen fewer times than this in the training text become the unknown token; 1 keeps all. */
  minimumFrequency: number;
  /** `true` adds a token that begins and ends every document, and that no text contains; false when left out. */
  boundary?: boolean | undefined;
} & (
  | { type: 'character' } // extended grapheme clusters
  | {
      type: 'word';
      locale: string;
      /**
       * `true` makes no tokens of the white space between words, which `decode` then cannot give back; false when left
       * out.
       */
      leavesOutBlanks?: boolean | undefined;
    }
  | { type: 'byte' }
  | { type: 'bpe'; vocabularySize: number }
);

/** A tokenizer that has seen its text: everything needed to encode and decode, for ever the same. Plain JSON. */
export interface TokenizerState {
  spec: TokenizerSpec;
  /** Token texts by id, in an order that never changes. Byte and BPE tokens are written as Latin-1, one char a byte. */
  vocabulary: string[];
  /** Id of the unknown token, which has an empty text in `vocabulary`; null where nothing can be unknown (byte, BPE). */
  unknownId: number | null;
  /** Id of the token that begins and ends documents, the last one, which has an empty text in `vocabulary`; left out where there is none. */
  boundaryId?: number | undefined;
  /** BPE only: merged pairs of ids, in the order in which they were learnt. */
  merges: [number, number][];
}
