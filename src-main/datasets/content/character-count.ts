import type { TokenizerState } from '../../../src-engine/spec/tokenizer-spec.ts';

export interface TextAnalysis {
  tokenizer: TokenizerState;
  tokenCount: number;
  /** Occurrences by token id. */
  frequencies: number[];
}

/** Counts the characters of texts that come one after the other, in an engine process. */
export interface CharacterCount {
  /** Texts, or well-formed UTF-8; between two of them there is a boundary. Settles when more may come. */
  add(texts: (string | Uint8Array)[]): Promise<void>;
  finish(): Promise<TextAnalysis>;
  cancel(): void;
}

export type OpenCharacterCount = () => Promise<CharacterCount>;
