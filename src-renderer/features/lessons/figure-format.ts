import { scientific, timesPowerOfTen } from '../../locales/powers-of-ten.ts';
import type { Locale } from '../../locales/use-locale.ts';

export type FigureFormat = 'number' | 'integer' | 'percent' | 'loss' | 'perplexity' | 'scientific';

const DIGITS = 3;
/** Significant digits of what is written with a power of ten. */
const SCIENTIFIC_DIGITS = 2;

/** Writes a figure in the present language; a dash where there is none. */
export function formatFigure(value: number, format: FigureFormat, locale: Locale): string {
  if (!Number.isFinite(value)) return '–';
  switch (format) {
    case 'integer':
      return locale.integer(value);
    case 'percent':
      // Shares of less than a hundredth would all be 0.0 %.
      return Math.abs(value) < 0.00995 && value !== 0
        ? `${locale.number(Number((100 * value).toPrecision(2)))}%`
        : locale.percent(value, 1);
    case 'loss':
      return locale.loss(value);
    case 'perplexity':
      return locale.perplexity(value);
    case 'scientific':
      return isPlain(value) ? threeDigits(value, locale) : scientific(value, SCIENTIFIC_DIGITS);
    case 'number':
      return threeDigits(value, locale);
  }
}

/** Writes a tick of an axis, which is a round number, without the decimals that figures have. */
export function formatTick(value: number, format: FigureFormat, locale: Locale): string {
  if (format === 'percent') return `${locale.number(Number((100 * value).toPrecision(6)))}%`;
  return format === 'integer' || format === 'scientific' ? formatFigure(value, format, locale) : locale.number(value);
}

/** Three significant digits, of thousands all digits before the point. */
function threeDigits(value: number, { number }: Locale): string {
  const size = Math.abs(value);
  return number(size >= 1000 && size < 1e6 ? Math.round(value) : Number(value.toPrecision(DIGITS)));
}

/** Tells whether a number that may span many powers of ten is written without one. */
const isPlain = (value: number): boolean => value === 0 || (Math.abs(value) >= 0.1 && Math.abs(value) < 1000);

/** The mean of a figure over several seeds, and the ends of its interval. */
interface Measured {
  mean: number;
  low: number;
  high: number;
}

/** Writes a measured mean to the digits that its interval leaves and, if asked for, the half of the interval with as many decimals. */
export function formatMeasured(
  measured: Measured,
  { format, hasInterval }: { format: FigureFormat; hasInterval: boolean },
  locale: Locale,
): string {
  const { mean, half, place } = roundToInterval(measured);
  if (place === null) {
    if (format === 'percent') return `${locale.number(Number((100 * mean).toPrecision(DIGITS)))}%`;
    return format === 'number' ? locale.number(mean) : formatFigure(mean, format, locale);
  }
  const both = (write: (value: number) => string) =>
    hasInterval ? `${write(mean)}\u00a0±\u00a0${write(half)}` : write(mean);
  if (format === 'integer' || format === 'loss' || format === 'perplexity') {
    return both((value) => formatFigure(value, format, locale));
  }
  if (format === 'percent') return both((value) => `${locale.fixed(100 * value, decimalsOf(place + 2))}%`);
  if (needsPower(mean, format)) {
    const power = Math.floor(Math.log10(Math.abs(mean)));
    const factors = both((value) => locale.fixed(value / 10 ** power, decimalsOf(place - power)));
    return timesPowerOfTen(hasInterval ? `(${factors})` : factors, power);
  }
  return both((value) => locale.fixed(value, decimalsOf(place)));
}

const decimalsOf = (place: number): number => Math.max(0, -place);

function needsPower(value: number, format: FigureFormat): boolean {
  if (format === 'scientific') return !isPlain(value);
  const size = Math.abs(value);
  return size >= 1e9 || (value !== 0 && size < 1e-4);
}

/**
 * Rounds a measured mean to the digits that its interval leaves: the half of its width keeps one digit, or two where that digit is a
 * one. `place` is the power of ten of the last digit; null where all seeds agree.
 */
export function roundToInterval({ mean, low, high }: Measured): { mean: number; half: number; place: number | null } {
  const half = (high - low) / 2;
  // No digit is in doubt when all seeds agree, but nobody needs more than three of a fraction.
  if (half <= Math.abs(mean) * 1e-3) {
    return { mean: Number.isInteger(mean) ? mean : Number(mean.toPrecision(DIGITS)), half: 0, place: null };
  }
  const first = Math.floor(Math.log10(half));
  const place = half / 10 ** first < 2 ? first - 1 : first;
  const unit = 10 ** place;
  const round = (value: number) => Number((Math.round(value / unit) * unit).toPrecision(12));
  return { mean: round(mean), half: round(half), place };
}
