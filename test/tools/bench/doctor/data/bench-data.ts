import type { TokenizerSpec } from '../../../../../src-engine/spec/tokenizer-spec.ts';
import type { ImportContent } from '../../../../../src-main/contract/datasets/import-content.ts';

/** What a run of the bench learns from: a file that is imported, or a sample of the studio. */
export interface BenchData {
  /** The text or the generator that it comes from, such as `moby-dick`. */
  source: string;
  file: BenchFile | { sampleId: string };
  tokenizer: TokenizerSpec;
}

interface BenchFile {
  name: string;
  text: string;
  /** What its columns mean; null means as an import suggests. */
  content: ImportContent | null;
}

export const characters: TokenizerSpec = { type: 'character', minimumFrequency: 1 };
/** As the templates of language models and classifiers have them. */
export const words: TokenizerSpec = { type: 'word', locale: 'en', minimumFrequency: 2 };
export const wordsAlone: TokenizerSpec = { ...words, leavesOutBlanks: true };
