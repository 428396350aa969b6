import type { Inspection } from '../spec/insight-spec.ts';
import type { AbortSignal } from '../spec/interruptible.ts';
import type { Tokenizer } from '../text/tokenizer.ts';
import { propertyValues, type MatchPattern } from './cell-properties.ts';
import { readTokens } from './read-tokens.ts';

/** An inspection of which nothing is left to be done but what needs the model. */
export type PreparedInspection =
  | Exclude<Inspection, { type: 'cells' }>
  | (Extract<Inspection, { type: 'cells' }> & {
      /** The property's value at each token. */
      values: Float32Array;
    });

/**
 * Does what an inspection needs before it has the model to itself, since a person's pattern may take seconds for which no training is
 * to wait. Returns null where it was aborted. Rejects as `propertyValues` does, and for a text of which the model knows nothing.
 */
export async function prepareInspection(
  inspection: Inspection,
  tokenizer: Tokenizer,
  matchPattern: MatchPattern,
  signal: AbortSignal,
): Promise<PreparedInspection | null> {
  if (inspection.type !== 'cells') return inspection;
  const { ids } = readTokens(tokenizer, inspection.text);
  const values = await propertyValues(decodeEach(tokenizer, ids), inspection.property, (pattern, text) =>
    matchPattern(pattern, text, signal),
  );
  return values && { ...inspection, values };
}

/** Returns what each token completes: nothing while a character still lacks bytes. */
function decodeEach(tokenizer: Tokenizer, ids: Int32Array): string[] {
  const decoder = tokenizer.createDecoder();
  return Array.from(ids, (id) => decoder.push(id));
}
