/** The passages that written texts have copied from the training part of the data, token for token. */
export interface Copies {
  texts: CopiedText[];
  /** The figures of all the texts together. */
  written: CopiedFigures;
  /**
   * The figures of stretches of the validation part that are as long as the texts, which show what idioms and chance
   * make. Null means that nothing is held back.
   */
  heldOut: CopiedFigures | null;
  /** `true` means that the texts have far more in common with the training part than the held-out text has. */
  recites: boolean;
}

export interface CopiedFigures {
  /** The share of all 20-grams that occur in the training part; null means that no text has 20 tokens. */
  share: number | null;
  /** The number of tokens of the longest passage that occurs there. */
  longest: number;
  /** The number of tokens of the longest passage of each text, as the median over all texts. */
  usualLongest: number;
}

export interface CopiedText {
  tokens: number;
  share: number | null;
  longest: number;
  /**
   * The passages of at least 20 tokens that occur in the training part, in order and without overlaps, in UTF-16 units
   * of the text.
   */
  passages: { from: number; to: number }[];
}
