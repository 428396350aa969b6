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

  function tokenBytes(id: number): Uint8Array {
    const text = vocabulary[id];
    if (text === undefined) throw new RangeError(`Token ${id} is not in the vocabulary of ${vocabulary.length}.`);
    return Uint8Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  }

  function decode(ids: ArrayLike<number>): string {
    return decodeWtf8(concatenate(Array.from(ids, tokenBytes)));
  }

  function createDecoder(): TokenDecoder {
    let pending = new Uint8Array();
    return {
      push(id) {
        const bytes = concatenate([pending, tokenBytes(id)]);
        const complete = bytes.length - incompleteTail(bytes);
        pending = bytes.slice(complete);
        return decodeWtf8(bytes.subarray(0, complete));
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

function concatenate(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
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
