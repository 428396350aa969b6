import { createStream } from '../random/stream.ts';

export interface DocumentSplit {
  training: Int32Array[];
  validation: Int32Array[];
}

/**
 * Holds back whole documents, drawn by the seed, with as nearly that share of all tokens as they allow: at least one where the share is not
 * 0, then the shortest, and never all. Each side keeps the documents in their order.
 */
export function splitDocuments(
  documents: readonly Int32Array[],
  { validationFraction, seed }: { validationFraction: number; seed: number },
): DocumentSplit {
  const isHeldOut = new Uint8Array(documents.length);
  const tokens = documents.reduce((sum, { length }) => sum + length, 0);
  let missing = tokens * validationFraction;
  if (documents.length > 1 && missing > 0) {
    const order = Uint32Array.from(documents.keys());
    createStream(seed, 'split', 0).shuffle(order);
    let chosen = 0;
    for (const n of order) {
      const { length } = documents[n];
      if (length >= 2 * missing || chosen === documents.length - 1) continue;
      isHeldOut[n] = 1;
      chosen++;
      missing -= length;
    }
    if (chosen === 0) isHeldOut[shortest(documents)] = 1;
  }
  return {
    training: documents.filter((_, n) => isHeldOut[n] === 0),
    validation: documents.filter((_, n) => isHeldOut[n] === 1),
  };
}

function shortest(documents: readonly Int32Array[]): number {
  let found = 0;
  for (const [n, { length }] of documents.entries()) if (length < documents[found].length) found = n;
  return found;
}
