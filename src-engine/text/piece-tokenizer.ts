import type { TokenizerSpec, TokenizerState } from '../spec/tokenizer-spec.ts';
import type { PieceVisitor } from './scan-graphemes.ts';
import type { Piece, Tokenizer, TokenizerFit, TokenizerFitting } from './tokenizer.ts';
import { buildVocabulary } from './vocabulary.ts';

/** Cuts a text into pieces, which joined are the text. */
export type Scan = (text: string, visitor: PieceVisitor) => void;

const CODE_UNITS = 65_536;
const UNKNOWN_TEXT = '\u{FFFD}';

/** Counts the pieces of texts and makes tokens of them. */
export function createPieceFitting(spec: TokenizerSpec, scan: Scan): TokenizerFitting {
  const unitCounts = new Uint32Array(CODE_UNITS);
  const counts = new Map<string, number>();
  return {
    add(text) {
      scan(text, {
        units(start, end) {
          for (let i = start; i < end; i++) unitCounts[text.charCodeAt(i)]++;
        },
        piece(start, end) {
          const piece = text.slice(start, end);
          counts.set(piece, (counts.get(piece) ?? 0) + 1);
        },
      });
    },
    finish: () => makeTokens(spec, counts, unitCounts),
  };
}

/** Tokens of pieces that were counted: those of one code unit by unit, the others by their text. */
export function makeTokens(spec: TokenizerSpec, counts: Map<string, number>, unitCounts: Uint32Array): TokenizerFit {
  for (let unit = 0; unit < CODE_UNITS; unit++) {
    if (unitCounts[unit] === 0) continue;
    const piece = String.fromCharCode(unit);
    counts.set(piece, (counts.get(piece) ?? 0) + unitCounts[unit]);
  }
  const { tokens, frequencies, unknownId } = buildVocabulary(counts, spec.minimumFrequency);
  return {
    state: { spec, vocabulary: tokens, unknownId, merges: [] },
    frequencies,
    tokenCount: frequencies.reduce((sum, count) => sum + count, 0),
  };
}

/** A tokenizer whose tokens are pieces of text. */
export function createPieceTokenizer(state: TokenizerState, scan: Scan): Tokenizer {
  const { vocabulary, unknownId } = state;
  const idByPiece = new Map<string, number>();
  /** The same for pieces of one code unit, which are most of a text: −1 where there is none. */
  const idByUnit = new Int32Array(CODE_UNITS).fill(-1);
  vocabulary.forEach((piece, id) => {
    if (id === unknownId) return;
    idByPiece.set(piece, id);
    if (piece.length === 1) idByUnit[piece.charCodeAt(0)] = id;
  });

  function encode(text: string): Int32Array {
    const ids = new Int32Array(text.length);
    const missing = unknownId ?? -1;
    let count = 0;
    scan(text, {
      units(start, end) {
        let at = count;
        for (let i = start; i < end; i++) {
          const known = idByUnit[text.charCodeAt(i)];
          const id = known >= 0 ? known : missing;
          if (id >= 0) ids[at++] = id;
        }
        count = at;
      },
      piece(start, end) {
        const id = idByPiece.get(text.slice(start, end)) ?? missing;
        if (id >= 0) ids[count++] = id;
      },
    });
    return count === ids.length ? ids : ids.slice(0, count);
  }

  function tokenText(id: number): string {
    const text = vocabulary[id];
    if (text === undefined) throw new RangeError(`Token ${id} is not in the vocabulary of ${vocabulary.length}.`);
    return id === unknownId ? UNKNOWN_TEXT : text;
  }

  function decode(ids: readonly number[] | Int32Array): string {
    const texts: string[] = [];
    for (const id of ids) texts.push(tokenText(id));
    return texts.join('');
  }

  function pieces(text: string): Piece[] {
    const found: Piece[] = [];
    const add = (piece: string) => found.push({ text: piece, id: idByPiece.get(piece) ?? null });
    scan(text, {
      units(start, end) {
        for (let i = start; i < end; i++) add(text.charAt(i));
      },
      piece(start, end) {
        add(text.slice(start, end));
      },
    });
    return found;
  }

  return {
    state,
    encode,
    decode,
    tokenText,
    pieces,
    createDecoder: () => ({ push: tokenText, end: () => '' }),
  };
}
