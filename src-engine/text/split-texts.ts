import type { TrainSpec } from '../spec/train-spec.ts';
import { heldOutDocuments } from './held-out-documents.ts';

type Cut = Pick<TrainSpec, 'validationFraction' | 'batching'> & {
  /** The seed, which is needed when there is more than one document and batching is 3. */
  seed?: number;
};

/** The tokens of a language model that train, and those that validate. */
export interface TextSplit {
  training: Int32Array[];
  validation: Int32Array[];
  /**
   * `document` means that whole documents are on one side or the other; `token` means that a single text is cut in two.
   */
  unit: 'document' | 'token';
}

/**
 * Since batching 3, each of several documents trains or is held out, whole, with the token `boundary` before and after
 * it, if the vocabulary has one. A single text of N tokens trains with its first ⌊(1 − validationFraction)·N⌋ tokens,
 * and so do all documents together in older versions.
 */
export function splitTexts(documents: readonly Int32Array[], cut: Cut, boundary?: number): TextSplit {
  if ((cut.batching ?? 1) < 3) return cutInTwo(documents, cut);
  const texts = boundedDocuments(documents, boundary);
  return texts.length > 1 ? splitDocuments(texts, cut) : cutInTwo(texts, cut);
}

/** Data with a validation part of its own has that part in its last `heldBack` documents. */
export function splitOwnValidation(
  documents: readonly Int32Array[],
  cut: Cut,
  boundary: number | undefined,
  heldBack: number,
): TextSplit {
  const first = documents.length - heldBack;
  const { training, unit } = splitTexts(documents.slice(0, first), { ...cut, validationFraction: 0 }, boundary);
  return { training, validation: boundedDocuments(documents.slice(first), boundary), unit };
}

/** Returns the documents that are not empty, between boundaries. */
export function boundedDocuments(documents: readonly Int32Array[], boundary: number | undefined): Int32Array[] {
  const texts = documents.filter(({ length }) => length > 0);
  return boundary === undefined ? texts : texts.map((document) => withBoundary(document, boundary));
}

/** Returns the number of tokens that train, out of so many tokens of a text. */
export function trainingTokens(total: number, { validationFraction }: Pick<Cut, 'validationFraction'>): number {
  return Math.floor(total * (1 - validationFraction));
}

function withBoundary(document: Int32Array, boundary: number): Int32Array {
  const bounded = new Int32Array(document.length + 2).fill(boundary);
  bounded.set(document, 1);
  return bounded;
}

function splitDocuments(texts: readonly Int32Array[], { validationFraction, seed = 0 }: Cut): TextSplit {
  const usable = texts.filter(({ length }) => length > 1);
  const lengths = Int32Array.from(usable, ({ length }) => length);
  const isHeldOut = heldOutDocuments(lengths, { validationFraction, seed });
  return {
    training: usable.filter((_, n) => isHeldOut[n] === 0),
    validation: usable.filter((_, n) => isHeldOut[n] === 1),
    unit: 'document',
  };
}

function cutInTwo(documents: readonly Int32Array[], cut: Cut): TextSplit {
  const training: Int32Array[] = [];
  const validation: Int32Array[] = [];
  let remaining = trainingTokens(
    documents.reduce((sum, { length }) => sum + length, 0),
    cut,
  );
  for (const document of documents) {
    const share = Math.min(remaining, document.length);
    training.push(document.subarray(0, share));
    validation.push(document.subarray(share));
    remaining -= share;
  }
  return { training, validation, unit: 'token' };
}
