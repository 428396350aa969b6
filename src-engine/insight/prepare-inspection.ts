import type { Inspection } from '../spec/insight-spec.ts';
import type { Preparation } from '../spec/preparation-spec.ts';
import type { AbortSignal } from '../spec/interruptible.ts';
import type { Tokenizer } from '../text/tokenizer.ts';
import { propertyValues, type MatchPattern } from './cell-properties.ts';
import type { Batch } from '../training/batch-source.ts';
import { flowBatch } from './flow-batch.ts';
import { readRows, type ReadRows } from './read-rows.ts';
import { readTokens, requireTokenizer } from './read-tokens.ts';
import { isOfSeries, seriesFlowBatch } from './series-flow.ts';

/** An inspection of which nothing is left to be done but what needs the model. */
export type PreparedInspection =
  | Exclude<Inspection, { type: 'cells' | 'gradient-flow' } | { rows: unknown }>
  | (Extract<Inspection, { type: 'cells' }> & {
      /** The property's value at each token. */
      values: Float32Array;
    })
  /** The rows of a series as the network reads them. */
  | { type: 'activations'; read: ReadRows }
  | { type: 'cell-steps'; read: ReadRows; loop: string; unit: number }
  | { type: 'gradient-flow'; batch: Batch };

/** The means by which a network's inputs are made. */
export interface InspectedInputs {
  /** `null` means that the network reads numbers. */
  tokenizer: Tokenizer | null;
  /** `null` means that it reads no numbers over time. */
  preparation: Preparation | null;
}

/**
 * Does what an inspection needs before it has the model to itself, since a person's pattern may take seconds for which no training is
 * to wait. Returns null where it was aborted. Rejects as `propertyValues`, `readRows` and `flowBatch` do, and for a text of which the
 * model knows nothing.
 */
export async function prepareInspection(
  inspection: Inspection,
  { tokenizer, preparation }: InspectedInputs,
  matchPattern: MatchPattern,
  signal: AbortSignal,
): Promise<PreparedInspection | null> {
  if ('rows' in inspection) {
    const { rows, ...looked } = inspection;
    return { ...looked, read: readRows(rows, preparation) };
  }
  if (inspection.type === 'gradient-flow') {
    const { data, steps } = inspection;
    if (isOfSeries(data)) return { type: 'gradient-flow', batch: seriesFlowBatch(data, preparation, steps) };
    return { type: 'gradient-flow', batch: flowBatch(requireTokenizer(tokenizer), { data, steps }) };
  }
  if (inspection.type !== 'cells') return inspection;
  const reader = requireTokenizer(tokenizer);
  const { ids } = readTokens(reader, inspection.text);
  const values = await propertyValues(decodeEach(reader, ids), inspection.property, (pattern, text) =>
    matchPattern(pattern, text, signal),
  );
  return values && { ...inspection, values };
}

/** Returns what each token completes: nothing while a character still lacks bytes. */
function decodeEach(tokenizer: Tokenizer, ids: Int32Array): string[] {
  const decoder = tokenizer.createDecoder();
  return Array.from(ids, (id) => decoder.push(id));
}
