import { digits } from '../../../domain/insight/cell/cell-computation.ts';

/** One product of a sum. */
export interface ProductTerm {
  /** The sign of the number that comes in, which is the last factor. */
  from: string;
  /** The product in signs, and its factors. */
  formula: string;
  factors: readonly number[];
  /** The name of a colour's token. */
  colour: string;
}

export interface SumResult {
  sign: string;
  formula: string;
  value: number;
  colour: string;
}

export const productOf = ({ factors }: ProductTerm): number => factors.reduce((product, factor) => product * factor, 1);

/** Three places, or a power of ten for what would be 0 in them. */
export function shortNumber(value: number): string {
  if (value === 0 || Math.abs(value) >= 0.0005) return digits(value);
  const [mantissa = '', exponent = ''] = value.toExponential(1).split('e');
  return `${mantissa.replace('-', '−')}·10${superscript(exponent)}`;
}

const superscript = (exponent: string) =>
  exponent.replace('+', '').replace(/[-\d]/g, (sign) => (sign === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(sign)]) ?? '');

export const subscript = (n: number): string => String(n).replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)] ?? '');

/** A row of a grid. */
export const rowOf = ({ columns, values }: { columns: number; values: readonly number[] }, row: number): number[] =>
  values.slice(row * columns, (row + 1) * columns);
