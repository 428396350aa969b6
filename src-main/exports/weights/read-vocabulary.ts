import { readFile } from 'node:fs/promises';
import { parseShallowJson } from '../../../src-engine/text/shallow-json.ts';
import { PickleError } from '../../../src-engine/interchange/pickle/pickled.ts';
import { unpickle } from '../../../src-engine/interchange/pickle/unpickle.ts';
import type { VocabularyFault } from '../../contract/weights-import-records.ts';
import type { StagedFile } from '../../datasets/readers/staged-file.ts';
import { vocabularyOf } from './vocabulary-of.ts';

const largestFile = 2 ** 26;
/** Deeper than any list of tokens that programs write. */
const deepestNesting = 16;

/** The texts of tokens by id, or why a file has none. */
export type ReadVocabulary = { tokens: string[] } | { fault: VocabularyFault; message: string };

/** Reads a list or an object as JSON or as a pickle, or a token a line. */
export async function readVocabulary({ path: name, file, bytes: size }: StagedFile): Promise<ReadVocabulary> {
  if (size > largestFile) return { fault: 'too-large', message: `${name} is too large for a vocabulary.` };
  const bytes = new Uint8Array(await readFile(file));
  if (bytes[0] === 0x80) {
    try {
      const found = vocabularyOf(unpickle(bytes));
      if (found !== null) return { tokens: found };
    } catch (error) {
      if (!(error instanceof PickleError)) throw error;
    }
    const message = `${name} is a pickle without a list of tokens or an object from token to id.`;
    return { fault: 'no-list', message };
  }
  const text = new TextDecoder().decode(bytes);
  if (/^\s*[[{]/.test(text)) {
    try {
      const found = vocabularyOf(parseShallowJson(text, deepestNesting));
      if (found !== null) return { tokens: found };
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
    if (/\.json$/i.test(name)) {
      const message = `${name} is not a list of tokens, nor an object from token to id or id to token.`;
      return { fault: 'no-list', message };
    }
  }
  return { tokens: text.replace(/\r?\n$/, '').split(/\r?\n/) };
}
