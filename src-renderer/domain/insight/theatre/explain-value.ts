import { kindOf, type MeaningOf, type Variable } from '../../cells/cell-variables.ts';
import type { MessageKey } from '../../../locales/messages.ts';

/** The limits below which a value has the word: how far a gate is open, how much of which sign a state holds, how much is divided by. */
type Limits<Level> = readonly (readonly [limit: number, level: Level])[];

const gateLimits = [
  [0.1, 'shut'],
  [0.35, 'low'],
  [0.65, 'half'],
  [0.9, 'high'],
  [Infinity, 'open'],
] as const;
const stateLimits = [
  [-0.5, 'strongNegative'],
  [-0.1, 'negative'],
  [0.1, 'zero'],
  [0.5, 'positive'],
  [Infinity, 'strongPositive'],
] as const;
const normaliserLimits = [
  [0.5, 'low'],
  [2, 'half'],
  [Infinity, 'high'],
] as const;

/** Explains a value in the course's words. */
export function explanationOf(variable: Variable, value: number): MessageKey {
  switch (kindOf(variable)) {
    case 'gate':
      return `insight.meanings.${variable.meaning as MeaningOf<'gate'>}.${levelOf(gateLimits, value)}`;
    case 'normaliser':
      return `insight.meanings.${variable.meaning as MeaningOf<'normaliser'>}.${levelOf(normaliserLimits, value)}`;
    case 'candidate':
    case 'state':
      return `insight.meanings.${variable.meaning as MeaningOf<'candidate' | 'state'>}.${levelOf(stateLimits, value)}`;
  }
}

function levelOf<Level>(limits: Limits<Level>, value: number): Level {
  const [, level] = limits.find(([limit]) => value < limit) ?? limits[limits.length - 1];
  return level;
}

/** Digits that tell two values of a variable apart: gates lie within 0…1. */
export const digitsOf = (variable: Variable): number => (kindOf(variable) === 'gate' ? 3 : 2);
