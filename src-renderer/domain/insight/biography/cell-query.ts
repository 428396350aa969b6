import type { CellProperty } from '../../../../src-engine/spec/insight-spec.ts';

export const propertyKinds = [
  'inside-quotes',
  'bracket-depth',
  'line-position',
  'upper-case',
  'digit',
  'word-end',
  'sentence-end',
  'pattern',
] as const satisfies readonly CellProperty['kind'][];
export type PropertyKind = (typeof propertyKinds)[number];

export const isPattern = (text: string): boolean => {
  try {
    return text !== '' && new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
};

/** Returns the property searched for, or null while the pattern is no regular expression. */
export function cellProperty(kind: PropertyKind, pattern: string): CellProperty | null {
  if (kind !== 'pattern') return { kind };
  return isPattern(pattern) ? { kind, pattern } : null;
}
