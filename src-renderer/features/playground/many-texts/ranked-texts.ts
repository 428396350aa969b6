import type { Continuation } from '../../../../src-engine/spec/generation-spec.ts';
import { natsPerToken } from '../../../../src-main/contract/nats-per-token.ts';

export const textOrders = ['written', 'likeliest', 'boldest'] as const;
/** The orders of texts: as drawn, lowest perplexity first, or highest first. */
export type TextOrder = (typeof textOrders)[number];

export interface RankedText extends Continuation {
  /** The number in the order of drawing, or the rank in a beam search; from 1. */
  number: number;
  /** ln p of a token, on average; null before the first one. */
  logProbabilityEach: number | null;
  perplexity: number | null;
}

export function rankTexts(texts: readonly Continuation[], order: TextOrder): RankedText[] {
  const ranked = texts.map((text, place): RankedText => {
    const loss = natsPerToken(text);
    return {
      ...text,
      number: place + 1,
      logProbabilityEach: loss === null ? null : -loss,
      perplexity: loss === null ? null : Math.exp(loss),
    };
  });
  if (order === 'written') return ranked;
  const sign = order === 'likeliest' ? 1 : -1;
  // By its logarithm, since a perplexity may be too large for a number.
  return ranked.toSorted((a, b) => sign * ((b.logProbabilityEach ?? 0) - (a.logProbabilityEach ?? 0)));
}
