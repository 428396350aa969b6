/** What written texts have copied from the training part of the data, token for token. */
export interface Copies {
  texts: CopiedText[];
  /** The same of all the texts together. */
  written: CopiedFigures;
  /** The same of stretches of the validation part that are as long as the texts: what idioms and chance make. Null where nothing is held back. */
  heldOut: CopiedFigures | null;
  /** Whether the texts have far more in common with the training part than what was held back. */
  recites: boolean;
}

export interface CopiedFigures {
  /** The share of all 20-grams that occur in the training part; null where no text has 20 tokens. */
  share: number | null;
  /** Tokens of the longest passage that occurs there. */
  longest: number;
  /** Tokens of the longest passage of each text, the middle one of all. */
  usualLongest: number;
}

export interface CopiedText {
  tokens: number;
  share: number | null;
  longest: number;
  /** Passages of at least 20 tokens that occur in the training part, in order and without overlaps; in UTF-16 units of the text. */
  passages: { from: number; to: number }[];
}
