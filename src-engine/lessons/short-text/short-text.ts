import { createStream } from '../../random/stream.ts';
import { createTokenizer } from '../../text/create-tokenizer.ts';
import { fitTokenizer } from '../../text/fit-tokenizer.ts';
import type { BatchSource } from '../../training/batch-source.ts';
import { createLanguageModelData } from '../../training/language-model-data.ts';
import type { LessonRun } from '../lesson-experiment.ts';

/** A short text as characters, in three pieces that follow one another. */
export interface ShortText {
  vocabularySize: number;
  /** The share of the first two pieces that is not trained on. */
  validationFraction: number;
  training: BatchSource;
  validation: BatchSource;
  /** A piece that no decision is made with. */
  test: BatchSource;
}

interface Cut {
  /** Characters of each piece. */
  characters: { training: number; validation: number; test: number };
  batchSize: number;
  sequenceLength: number;
}

/** Cuts a passage out of Moby-Dick, at a place that the seed chooses. */
export async function shortText(
  { readText, seed }: Pick<LessonRun, 'readText' | 'seed'>,
  { characters, batchSize, sequenceLength }: Cut,
): Promise<ShortText> {
  const book = await readText('moby-dick');
  const length = characters.training + characters.validation + characters.test;
  const start = createStream(seed, 'lesson/passage', 0).below(book.length - length);
  const passage = book.slice(start, start + length);
  const { state } = fitTokenizer(passage, { type: 'character', minimumFrequency: 1 });
  const ids = createTokenizer(state).encode(passage);
  const testBegins = characters.training + characters.validation;
  const cut = { batchSize, sequenceLength, batching: 3 } as const;
  const validationFraction = shareOfLast(characters.validation, testBegins);
  const { training, validation } = createLanguageModelData([ids.slice(0, testBegins)], { ...cut, validationFraction });
  const beforeTest = { ...cut, validationFraction: shareOfLast(characters.test, ids.length) };
  const { validation: test } = createLanguageModelData([ids], beforeTest);
  if (validation === null || test === null) throw new Error('A piece of text that is held out has characters.');
  return { vocabularySize: state.vocabulary.length, training, validation, test, validationFraction };
}

/** A share that holds back exactly the last `count`, however it is rounded. */
function shareOfLast(count: number, total: number): number {
  return (count - 0.5) / total;
}
