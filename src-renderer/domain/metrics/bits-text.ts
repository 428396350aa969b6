import { lossBits, type TokenSizes } from '../../../src-engine/losses/perplexity.ts';
import type { Locale } from '../../locales/use-locale.ts';

/** A loss in units of text, in which it compares with that of other tokens. */
export interface BitsText {
  /** For a list: bits per character. */
  short: string;
  /** For whoever asks: per character, word and byte. */
  whole: string;
}

/** Returns null where the run predicts no tokens of text, or their size is not known yet. */
export function bitsText(loss: number | null, run: TokenSizes, locale: Locale): BitsText | null {
  const bits = lossBits(loss, run);
  if (bits === null) return null;
  const write = (value: number | null) => (value === null ? '–' : locale.loss(value));
  const values = { character: write(bits.perCharacter), word: write(bits.perWord), byte: write(bits.perByte) };
  return { short: locale.t('metrics.bitsShort', values), whole: locale.t('metrics.bitsWhole', values) };
}
