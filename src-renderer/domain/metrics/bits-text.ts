import { lossBits, type TokenSizes } from '../../../src-engine/losses/perplexity.ts';
import type { Locale } from '../../locales/use-locale.ts';
import { bitsInUnit, textUnit } from './text-unit.ts';

/** A loss in units of text, in which it compares with the losses of other tokens. */
export interface BitsText {
  /** The bits in the unit that the settings choose, for a list. */
  short: string;
  /** The bits per character, word and byte, for a person who asks. */
  whole: string;
}

/**
 * Returns the text of a loss; null means that the run predicts no tokens of text, or that their size is not known yet.
 */
export function bitsText(loss: number | null, run: TokenSizes, locale: Locale): BitsText | null {
  const bits = lossBits(loss, run);
  if (bits === null) return null;
  const write = (value: number | null) => (value === null ? '–' : locale.loss(value));
  const values = { character: write(bits.perCharacter), word: write(bits.perWord), byte: write(bits.perByte) };
  const short = locale.t(`metrics.bitsShort.${textUnit.value}`, { bits: write(bitsInUnit(bits)) });
  return { short, whole: locale.t('metrics.bitsWhole', values) };
}
