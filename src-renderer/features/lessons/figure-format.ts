import type { Locale } from '../../locales/use-locale.ts';

export type FigureFormat = 'number' | 'integer' | 'percent' | 'loss' | 'perplexity' | 'scientific';

const DIGITS = 3;

/** Writes a figure in the present language; a dash where there is none. */
export function formatFigure(
  value: number,
  format: FigureFormat,
  { number, integer, percent, loss, perplexity }: Locale,
): string {
  if (!Number.isFinite(value)) return '–';
  switch (format) {
    case 'integer':
      return integer(value);
    case 'percent':
      return Math.abs(value) < 0.1 && value !== 0
        ? `${number(Number((100 * value).toPrecision(2)))}%`
        : percent(value, 1);
    case 'loss':
      return loss(value);
    case 'perplexity':
      return perplexity(value);
    case 'scientific':
      return scientific(value);
    case 'number':
      return number(Number(value.toPrecision(DIGITS)));
  }
}

/** 1.2 × 10⁻⁵. */
function scientific(value: number): string {
  const [digits, exponent] = value.toExponential(1).split('e');
  return `${digits} × 10${Array.from(String(Number(exponent)), (sign) => superscripts[sign] ?? sign).join('')}`;
}

const superscripts: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('0123456789-', (sign, place) => [sign, '⁰¹²³⁴⁵⁶⁷⁸⁹⁻'[place] ?? sign]),
);

/**
 * Rounds a measured mean to the digits that its interval leaves: the half of its width keeps one digit, or two where that digit is a one.
 */
export function roundToInterval({ mean, low, high }: { mean: number; low: number; high: number }): {
  mean: number;
  half: number;
} {
  const half = (high - low) / 2;
  // Where all seeds agree there is no doubt about any digit, but of those of a fraction nobody needs more than three.
  if (half <= Math.abs(mean) * 1e-3)
    return { mean: Number.isInteger(mean) ? mean : Number(mean.toPrecision(DIGITS)), half: 0 };
  const first = Math.floor(Math.log10(half));
  const unit = 10 ** (half / 10 ** first < 2 ? first - 1 : first);
  const round = (value: number) => Number((Math.round(value / unit) * unit).toPrecision(12));
  return { mean: round(mean), half: round(half) };
}
