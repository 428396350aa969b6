import type { CellVariable } from '../../../src-engine/spec/insight-spec.ts';
import type { MessageKey } from '../../locales/messages.ts';
import { isGate } from './variable-scale.ts';

/** The words for how far a gate is open, and how much of which sign a state holds. */
type GateLevel = 'shut' | 'low' | 'half' | 'high' | 'open';
type StateLevel = 'strongNegative' | 'negative' | 'zero' | 'positive' | 'strongPositive';

const gateLimits: readonly [number, GateLevel][] = [
  [0.1, 'shut'],
  [0.35, 'low'],
  [0.65, 'half'],
  [0.9, 'high'],
];
const stateLimits: readonly [number, StateLevel][] = [
  [-0.5, 'strongNegative'],
  [-0.1, 'negative'],
  [0.1, 'zero'],
  [0.5, 'positive'],
];

/** Explains a value in the course's words. */
export function explanationOf(variable: CellVariable, value: number): MessageKey {
  if (variable === 'cell-state' || variable === 'hidden-state' || variable === 'candidate') {
    const level = stateLimits.find(([limit]) => value < limit)?.[1] ?? 'strongPositive';
    const state: `${typeof variable}.${StateLevel}` = `${variable}.${level}`;
    return `insight.meanings.${state}`;
  }
  const level = gateLimits.find(([limit]) => value < limit)?.[1] ?? 'open';
  const gate: `${typeof variable}.${GateLevel}` = `${variable}.${level}`;
  return `insight.meanings.${gate}`;
}

/** Digits that tell two values of a variable apart: gates lie within 0…1. */
export const digitsOf = (variable: CellVariable): number => (isGate(variable) ? 3 : 2);
