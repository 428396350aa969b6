import type { TokenizerState } from '../spec/tokenizer-spec.ts';
import type { TokenDecoder, Tokenizer } from './tokenizer.ts';
import { decodeWtf8, incompleteTail } from './utf8.ts';

/** The tokens that are one byte; their ids are the bytes. */
export const byteVocabulary: readonly string[] = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte));

/**
 * The way back from tokens that are bytes. Bytes that are not UTF-8, which a model may well write, become U+FFFD.
 * Throws an Error if the state was damaged: a vocabulary is the 256 bytes and then one token a merge.
 */
export function createByteDecoding(state: TokenizerState): Pick<Tokenizer, 'decode' | 'tokenText' | 'createDecoder'> {
  const { vocabulary, merges } = state;
  if (vocabulary.length !== byteVocabulary.length + merges.length) {
    throw new Error(`A vocabulary of ${vocabulary.length} does not fit ${merges.length} merges.`);
  }
  const { bytes, starts } = tableOf(vocabulary);

  function byteCount(id: number): number {
    const count = starts[id + 1] - starts[id];
    if (Number.isNaN(count)) throw new RangeError(`Token ${id} is not in the vocabulary of ${vocabulary.length}.`);
    return count;
  }

  function tokenBytes(id: number): Uint8Array {
    return bytes.subarray(starts[id], starts[id] + byteCount(id));
  }

  function decode(ids: readonly number[] | Int32Array): string {
    let length = 0;
    for (const id of ids) length += byteCount(id);
    const joined = new Uint8Array(length);
    let at = 0;
    for (const id of ids) {
      for (let k = starts[id]; k < starts[id + 1]; k++) joined[at++] = bytes[k];
    }
    return decodeWtf8(joined);
  }

  function createDecoder(): TokenDecoder {
    let pending = new Uint8Array();
    return {
      push(id) {
        const token = tokenBytes(id);
        const text = new Uint8Array(pending.length + token.length);
        text.set(pending);
        text.set(token, pending.length);
        const complete = text.length - incompleteTail(text);
        pending = text.slice(complete);
        return decodeWtf8(text.subarray(0, complete));
      },
      end() {
        const rest = decodeWtf8(pending);
        pending = new Uint8Array();
        return rest;
      },
    };
  }

  return { decode, tokenText: (id) => readable(tokenBytes(id)), createDecoder };
}

/** The bytes of all tokens in a row; those of token id are [starts[id], starts[id + 1]). */
function tableOf(vocabulary: readonly string[]): { bytes: Uint8Array; starts: Int32Array } {
  const starts = new Int32Array(vocabulary.length + 1);
  vocabulary.forEach((text, id) => (starts[id + 1] = starts[id] + text.length));
  const bytes = new Uint8Array(starts[vocabulary.length]);
  vocabulary.forEach((text, id) => {
    for (let i = 0; i < text.length; i++) bytes[starts[id] + i] = text.charCodeAt(i);
  });
  return { bytes, starts };
}

/** Characters as they are, other bytes as \xE3. */
function readable(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length;) {
    const size = [1, 2, 3, 4].find((n) => i + n <= bytes.length && isCharacter(bytes.subarray(i, i + n)));
    text += size
      ? decodeWtf8(bytes.subarray(i, i + size))
      : `\\x${bytes[i].toString(16).toUpperCase().padStart(2, '0')}`;
    i += size ?? 1;
  }
  return text;
}

function isCharacter(bytes: Uint8Array): boolean {
  const text = decodeWtf8(bytes);
  return text !== '\u{FFFD}' && [...text].length === 1;
}
