import type { TokenizerSpec } from '../../../../../src-engine/spec/tokenizer-spec.ts';
import type { ImportContent } from '../../../../../src-main/contract/datasets/import-content.ts';

/** The data that a run of the bench learns from: a file that is imported, or a sample of the studio. */
export interface BenchData {
  /** The text or the generator that it comes from, such as `moby-dick`. */
  source: string;
  file: BenchFile | { sampleId: string };
  tokenizer: TokenizerSpec;
}

interface BenchFile {
  name: string;
  text: string;
  /** The meaning of its columns; null means that it is the one that an import suggests. */
  content: ImportContent | null;
}

export const characters: TokenizerSpec = { type: 'character', minimumFrequency: 1 };
/** The tokenizer that the templates of language models and classifiers have. */
export const words: TokenizerSpec = { type: 'word', locale: 'en', minimumFrequency: 2 };
export const wordsAlone: TokenizerSpec = { ...words, leavesOutBlanks: true };
