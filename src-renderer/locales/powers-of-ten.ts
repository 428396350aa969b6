/** Writes a minus sign, which is as wide as a plus, in place of the hyphen with which JavaScript begins a negative number. */
export const withMinus = (number: string): string => number.replace('-', '−');

/** 10⁻⁵. */
const powerOfTen = (exponent: number): string =>
  `10${Array.from(String(exponent), (sign) => superscripts[sign] ?? sign).join('')}`;

/** 1.2 × 10⁻⁵, within which no line ends. */
export const timesPowerOfTen = (factor: string, exponent: number): string =>
  `${factor}\u00a0×\u00a0${powerOfTen(exponent)}`;

/** Writes a number to so many significant digits; a power of ten, exact or rounded, without its factor. */
export function scientific(value: number, digits: number): string {
  const [written = '', exponent = ''] = value.toExponential(digits - 1).split('e');
  const factor = Number(written);
  return factor === 1 ? powerOfTen(Number(exponent)) : timesPowerOfTen(withMinus(String(factor)), Number(exponent));
}

const superscripts: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('0123456789-', (sign, place) => [sign, '⁰¹²³⁴⁵⁶⁷⁸⁹⁻'[place] ?? sign]),
);
