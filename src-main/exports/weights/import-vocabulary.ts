import { readFile } from 'node:fs/promises';
import { PickleError, unpickle } from '../../../src-engine/interchange/unpickle.ts';
import type { TokenizerState } from '../../../src-engine/spec/tokenizer-spec.ts';
import { byteVocabulary } from '../../../src-engine/text/byte-tokens.ts';
import { createTokenizer } from '../../../src-engine/text/create-tokenizer.ts';
import type { VocabularyFault, VocabularySource } from '../../contract/weights-import-records.ts';
import type { Datasets } from '../../datasets/datasets.ts';
import type { ImportStaging } from '../../datasets/imports/import-staging.ts';
import { vocabularyOf } from './vocabulary-of.ts';

const largestFile = 2 ** 26;

/** Why no vocabulary is found where the person says that one is. */
export class VocabularyError extends Error {
  readonly reason: VocabularyFault;
  constructor(reason: VocabularyFault, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** The tokenizer of foreign weights. Throws VocabularyError, and what is thrown by whoever holds datasets and files. */
export async function importVocabulary(
  source: VocabularySource,
  inWeights: readonly string[] | null,
  { datasets, staging }: { datasets: Datasets; staging: ImportStaging },
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
      if (file.bytes > largestFile) {
        throw new VocabularyError('too-large', `${file.path} is too large for a vocabulary.`);
      }
      return characters(readVocabulary(file.path, new Uint8Array(await readFile(file.file))));
    }
  }
}

/** A list or an object as JSON or as a pickle, or a token a line. */
function readVocabulary(name: string, bytes: Uint8Array): string[] {
  if (bytes[0] === 0x80) {
    try {
      const found = vocabularyOf(unpickle(bytes));
      if (found !== null) return found;
    } catch (error) {
      if (!(error instanceof PickleError)) throw error;
    }
    const message = `${name} is a pickle without a list of tokens or an object from token to id.`;
    throw new VocabularyError('no-list', message);
  }
  const text = new TextDecoder().decode(bytes);
  if (/^\s*[[{]/.test(text)) {
    try {
      const found = vocabularyOf(JSON.parse(text));
      if (found !== null) return found;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
    if (/\.json$/i.test(name)) {
      const message = `${name} is not a list of tokens, nor an object from token to id or id to token.`;
      throw new VocabularyError('no-list', message);
    }
  }
  return text.replace(/\r?\n$/, '').split(/\r?\n/);
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
