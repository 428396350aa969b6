import type { TokenizerState } from '../../../src-engine/spec/tokenizer-spec.ts';
import { byteVocabulary } from '../../../src-engine/text/byte-tokens.ts';
import { createTokenizer } from '../../../src-engine/text/create-tokenizer.ts';
import type { VocabularySource } from '../../contract/weights-import-records.ts';
import type { Datasets } from '../../datasets/datasets.ts';
import type { ImportStaging } from '../../datasets/imports/import-staging.ts';
import type { FormatProcesses } from '../processes/format-processes.ts';
import { readForeignFile } from './read-foreign-file.ts';
import { VocabularyError } from './vocabulary-error.ts';

/** The tokenizer of foreign weights. Throws VocabularyError, and what is thrown by whoever holds datasets and files. */
export async function importVocabulary(
  source: VocabularySource,
  inWeights: readonly string[] | null,
  { datasets, staging, formats }: { datasets: Datasets; staging: ImportStaging; formats: FormatProcesses },
  signal: AbortSignal,
): Promise<TokenizerState> {
  switch (source.source) {
    case 'weights':
      if (inWeights === null) throw new VocabularyError('none', 'The weights bring no vocabulary.');
      return characters(inWeights);
    case 'bytes':
      return {
        spec: { type: 'byte', minimumFrequency: 1 },
        vocabulary: [...byteVocabulary],
        unknownId: null,
        merges: [],
      };
    case 'dataset': {
      const dataset = datasets.row(source.datasetId);
      const { tokenizer } = await datasets.analysis(dataset, { type: 'character', minimumFrequency: 1 });
      return source.order === 'frequency' ? tokenizer : characters(tokenizer.vocabulary.toSorted(byCodePoint));
    }
    case 'file': {
      const [file] = staging.get(source.importId).files;
      const read = await readForeignFile(formats, { type: 'read-vocabulary', file }, signal);
      if ('fault' in read) throw new VocabularyError(read.fault, read.message);
      return characters(read.tokens);
    }
  }
}

/** Tokens that the studio's characters cannot be are found by words where they are long. */
function characters(vocabulary: readonly string[]): TokenizerState {
  if (new Set(vocabulary).size < vocabulary.length) {
    throw new VocabularyError('twice', 'The vocabulary has a token twice.');
  }
  const unknown = vocabulary.findIndex((token) => /^<?(unk|UNK|pad|PAD)>?$|^$/.test(token));
  const longer = vocabulary.filter((token) => [...token].length > 1).length;
  const isWords = longer > vocabulary.length / 2;
  return {
    spec: isWords ? { type: 'word', minimumFrequency: 1, locale: 'en' } : { type: 'character', minimumFrequency: 1 },
    vocabulary: [...vocabulary],
    unknownId: unknown < 0 ? null : unknown,
    merges: [],
  };
}

/** Tokens that no text is ever split into. */
export function unreachableTokens(state: TokenizerState): string[] {
  const tokenizer = createTokenizer(state);
  return state.vocabulary.filter(
    (token, id) => id !== state.unknownId && token !== '' && tokenizer.encode(token).length !== 1,
  );
}

function byCodePoint(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  const n = left.findIndex((each, at) => each !== right[at]);
  return n < 0 ? left.length - right.length : (left[n].codePointAt(0) ?? 0) - (right[n]?.codePointAt(0) ?? -1);
}
