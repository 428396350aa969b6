import { EngineError } from '../spec/engine-error.ts';
import type { TokenizerState } from '../spec/tokenizer-spec.ts';
import { forEachLine } from './byte-lines.ts';
import { decodeUtf8 } from './utf8.ts';
import { createVectorRows } from './vector-rows.ts';
import type { VectorRows } from './vector-rows.ts';
import { cutVectorLine, impliedDimension, parseValues, parseVectorHeader, plainDimension } from './vector-line.ts';

/** Vectors of words, learnt elsewhere on more text. */
export interface PretrainedVectors {
  dim: number;
  /** (dim) by token id. */
  vectors: ReadonlyMap<number, Float32Array>;
  coverage: VectorCoverage;
  file: VectorFileReport;
}

/** The share of a vocabulary, and of the text that it was made from, that has a vector. Tokens of white space alone do not count. */
interface VectorCoverage {
  /** Tokens that have a vector, and how many of these have that of their lower-case form. */
  found: number;
  foundInLowerCase: number;
  /** Ids of the others, the unknown token among them; those that occur most often come first. */
  missing: number[];
  /** Share of the text's tokens that are found. */
  tokenShare: number;
}

interface VectorFileReport {
  /** Lines with a vector. */
  vectorCount: number;
  /** Vectors of words of the vocabulary that had come before; the first one is used. */
  duplicateCount: number;
  malformedCount: number;
  /** Line numbers of the first of them, from 1. */
  malformedLines: number[];
}

/** Malformed lines named one by one. */
const NAMED_LINES = 10;

/**
 * Reads vectors from the text format of GloVe ("word v₁ … vₙ" a line) or word2vec (the same after a line "count n"), as its bytes come
 * in, and keeps those of the vocabulary's words. The last n fields of a line are the vector and what is before them the word, since
 * some files have words with spaces. A word of the vocabulary that the file does not have gets the vector of its lower-case form, if
 * that is there. `frequencies` are occurrences by token id.
 *
 * A line that is no word with n numbers is counted and passed over; the values of words that nobody asked for are not looked at.
 * Throws EngineError `invalid-data` where lines are of different dimensions, where nothing is a vector or has a word of the
 * vocabulary, and for tokens that are no words (bytes, BPE).
 */
export async function readPretrainedVectors(
  chunks: AsyncIterable<Uint8Array>,
  { spec, vocabulary, unknownId }: TokenizerState,
  frequencies: ArrayLike<number>,
): Promise<PretrainedVectors> {
  if (spec.type === 'byte' || spec.type === 'bpe') {
    throw new EngineError(
      'invalid-data',
      'Pretrained vectors are vectors of words. Choose the word tokenizer to use them.',
      { reason: 'vectors-need-words' },
    );
  }
  const rows = createVectorRows(vocabulary, unknownId);
  const { dim, ...file } = await readLines(chunks, rows);
  if (rows.vectors.size === 0) {
    throw new EngineError(
      'invalid-data',
      `None of the ${file.vectorCount} words that have vectors occurs in the text. Use vectors of the text’s language, and the ` +
        'tokenizer that cuts it into words.',
      { reason: 'vectors-of-other-words', count: file.vectorCount },
    );
  }
  return { dim, vectors: rows.vectors, coverage: measureCoverage(rows, vocabulary, frequencies), file };
}

async function readLines(
  chunks: AsyncIterable<Uint8Array>,
  rows: VectorRows,
): Promise<VectorFileReport & { dim: number }> {
  let dim = 0;
  let line = 0;
  const report: VectorFileReport = { vectorCount: 0, duplicateCount: 0, malformedCount: 0, malformedLines: [] };

  function countMalformed(): void {
    report.malformedCount++;
    if (report.malformedLines.length < NAMED_LINES) report.malformedLines.push(line);
  }

  function takeVector(bytes: Uint8Array, isEnded: boolean): void {
    const cut = cutVectorLine(bytes, dim);
    const word = cut === null ? null : decodeUtf8(cut.word);
    if (cut === null || word === null || /[ \t]/.test(word)) requireDimension(bytes, isEnded);
    if (cut === null || word === null) return countMalformed();
    const wanted = rows.find(word);
    if (wanted !== null) {
      const values = parseValues(cut.values);
      if (values?.length !== dim) return countMalformed();
      if (!rows.put(wanted, values)) report.duplicateCount++;
    }
    report.vectorCount++;
  }

  /** A last line without an end may be the beginning of one where the file was cut off. */
  function requireDimension(bytes: Uint8Array, isEnded: boolean): void {
    const found = plainDimension(bytes);
    if (found === null || found === dim || (found < dim && !isEnded)) return;
    throw new EngineError(
      'invalid-data',
      `Vectors of one file have one dimension, but line ${line} has ${found} values after its word where ${dim} are expected. Use an ` +
        'undamaged file.',
      { reason: 'vectors-differ', line, found, expected: dim },
    );
  }

  await forEachLine(chunks, (bytes, isEnded) => {
    line++;
    if (bytes === null) return countMalformed();
    if (bytes.length === 0) return;
    if (dim === 0) {
      const header = line === 1 ? parseVectorHeader(bytes) : null;
      dim = header?.dim ?? impliedDimension(bytes);
      if (header !== null) return;
    }
    if (dim === 0) return countMalformed();
    takeVector(bytes, isEnded);
  });
  if (report.vectorCount === 0) {
    throw new EngineError(
      'invalid-data',
      'No line of the file is a word followed by numbers. Use vectors in the text format of GloVe or word2vec; binary files have to be ' +
        'converted first.',
      { reason: 'no-vectors' },
    );
  }
  return { dim, ...report };
}

function measureCoverage(
  rows: VectorRows,
  vocabulary: readonly string[],
  frequencies: ArrayLike<number>,
): VectorCoverage {
  const counted = [...vocabulary.keys()].filter((id) => !isWhiteSpace(vocabulary[id]));
  const found = counted.filter((id) => rows.vectors.has(id));
  const occurrences = (ids: readonly number[]): number => ids.reduce((sum, id) => sum + frequencies[id], 0);
  return {
    found: found.length,
    foundInLowerCase: rows.lowerCaseCount,
    missing: counted.filter((id) => !rows.vectors.has(id)).sort((a, b) => frequencies[b] - frequencies[a]),
    tokenShare: occurrences(found) / occurrences(counted),
  };
}

/** The unknown token has an empty text, and is no white space. */
function isWhiteSpace(token: string): boolean {
  return token !== '' && token.trim() === '';
}
