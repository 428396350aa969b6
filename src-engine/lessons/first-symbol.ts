import { createStream } from '../random/stream.ts';
import { labelledSequences } from '../training/labelled-sequences.ts';
import type { SequenceSamples } from '../training/sequence-data.ts';

/** The task has two classes, each with a symbol of its own that begins a sequence, and other symbols that say nothing. */
export const FIRST_SYMBOL = { classes: 2, symbols: 6, steps: 60 } as const;

/** Draws sequences whose class is their first symbol. The purpose and the seed decide which ones. */
export function drawFirstSymbol(count: number, seed: number, purpose: string): SequenceSamples {
  const { classes, symbols, steps } = FIRST_SYMBOL;
  const random = createStream(seed, `lesson/first-symbol/${purpose}`, 0);
  const sequences = Array.from({ length: count }, () => {
    const label = random.below(classes);
    const ids = Int32Array.from({ length: steps }, () => classes + random.below(symbols - classes));
    ids[0] = label;
    return { ids, label };
  });
  return labelledSequences(sequences, null);
}
