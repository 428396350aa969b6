import { createTokenizer } from '../../text/create-tokenizer.ts';
import { fitTokenizer } from '../../text/fit-tokenizer.ts';
import type { Tokenizer } from '../../text/tokenizer.ts';

/** Two pieces of a text that follow one another, as the ids of their characters. */
export interface LessonText {
  tokenizer: Tokenizer;
  vocabularySize: number;
  training: Int32Array;
  /** Never trained on. All its characters are in the vocabulary. */
  heldOut: Int32Array;
}

/** Cuts the beginning of a text into a training part and a held-out part, of so many characters each. */
export function cutLessonText(text: string, lengths: { training: number; heldOut: number }): LessonText {
  const beginning = text.slice(0, lengths.training + lengths.heldOut);
  const { state } = fitTokenizer(beginning, { type: 'character', minimumFrequency: 1 });
  const tokenizer = createTokenizer(state);
  const ids = tokenizer.encode(beginning);
  return {
    tokenizer,
    vocabularySize: state.vocabulary.length,
    training: ids.subarray(0, lengths.training),
    heldOut: ids.subarray(lengths.training),
  };
}
