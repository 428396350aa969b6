import type { NGramOrder } from '../../../src-engine/spec/data-measurements.ts';
import type { Reference } from '../../charts/lines/chart-line.ts';
import type { MessageKey } from '../../locales/messages.ts';
import type { Locale } from '../../locales/use-locale.ts';
import type { NGram } from './use-n-grams.ts';

/** The names of n-gram models, which know only the last tokens. */
export const nGramKeys = {
  1: 'nGrams.unigram',
  2: 'nGrams.bigram',
  5: 'nGrams.fiveGram',
} as const satisfies Record<NGramOrder, MessageKey>;

/**
 * Returns the lines in a chart with which networks are compared; `valueOf` converts losses to the values of the chart.
 */
export function nGramReferences(
  nGrams: readonly NGram[],
  { valueOf, write, t }: { valueOf: (loss: number) => number; write: (value: number) => string; t: Locale['t'] },
): Reference[] {
  return nGrams.map(({ order, loss }) => {
    const y = valueOf(loss);
    return { y, label: `${t(nGramKeys[order])} ${write(y)}` };
  });
}
