import type { TokenizerState } from '../spec/tokenizer-spec.ts';

/**
 * Text to token ids and back. For every text of which nothing is unknown, decode(encode(text)) = text, lone surrogates included, unless
 * blanks are left out.
 */
export interface Tokenizer {
  readonly state: TokenizerState;
  /** Pieces that the vocabulary lacks become the unknown token; if it has none, they are left out. See `pieces`. */
  encode(text: string): Int32Array;
  /** The unknown token becomes U+FFFD, and the boundary of documents nothing. Throws a RangeError for an id outside the vocabulary. */
  decode(ids: readonly number[] | Int32Array): string;
  /** A token as a person may read it. Bytes that are no whole character are written \xE3. */
  tokenText(id: number): string;
  /** Returns the pieces into which `encode` cuts the text; an id of null marks a piece that the vocabulary lacks. */
  pieces(text: string): Piece[];
  /** Decodes token by token, as a model writes them. */
  createDecoder(): TokenDecoder;
}

export interface Piece {
  text: string;
  id: number | null;
}

/** The parts that it returns, joined, are the `decode` of all the ids. */
export interface TokenDecoder {
  /** The text that this token completes; '' while a character still lacks bytes. */
  push(id: number): string;
  /** Returns the rest of an incomplete character. */
  end(): string;
}

/** Chooses a vocabulary for texts that are shown to it one after the other. */
export interface TokenizerFitting {
  /** Tokens do not reach from one text into the next. */
  add(text: string): void;
  finish(): TokenizerFit;
}

export interface TokenizerFit {
  state: TokenizerState;
  /** Occurrences in the texts by token id. */
  frequencies: number[];
  /** Tokens of all texts: the sum of the frequencies. */
  tokenCount: number;
}
