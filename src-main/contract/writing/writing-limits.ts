/** Tokens of one text that the playground offers to write. */
export const longestWriting = 20_000;
/** Continuations that are written side by side. */
export const mostContinuations = 64;
/** Tokens of all of them together. */
export const mostTokensAtOnce = mostContinuations * longestWriting;
/** Sequences that a beam search follows. */
export const mostBeams = 16;
/** Tokens of each; a longer one would only say the same again. */
export const longestBeam = 2000;
