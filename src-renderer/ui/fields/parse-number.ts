export interface NumberRule {
  min: number;
  max: number;
  integer: boolean;
  optional: boolean;
}

export type NumberProblem = 'required' | 'notNumber' | 'notInteger' | 'outOfRange';

export interface ParsedNumber {
  /** null where there is a problem, undefined where nothing was typed and nothing is needed. */
  value: number | null | undefined;
  problem: NumberProblem | null;
}

/** Reads what a person typed, full-width digits of a Japanese keyboard and grouping commas included. */
export function parseNumber(text: string, rule: NumberRule): ParsedNumber {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replaceAll(/(?<=\d),(?=\d{3})/g, '')
    .replace(/^[−ー]/, '-');
  if (plain === '') return rule.optional ? { value: undefined, problem: null } : { value: null, problem: 'required' };
  const value = Number(plain);
  if (!Number.isFinite(value)) return { value: null, problem: 'notNumber' };
  if (rule.integer && !Number.isInteger(value)) return { value: null, problem: 'notInteger' };
  if (value < rule.min || value > rule.max) return { value: null, problem: 'outOfRange' };
  return { value, problem: null };
}
