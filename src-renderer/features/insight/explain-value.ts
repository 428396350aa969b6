import type { CellVariable } from '../../../src-engine/spec/insight-spec.ts';
import type { MessageKey } from '../../locales/messages.ts';
import { isGate } from './variable-scale.ts';

/** How far a gate is open, and how much of which sign a state holds. */
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

/** What a value means in the course's words. */
export function explanationOf(variable: CellVariable, value: number): MessageKey {
  if (variable === 'cell-state' || variable === 'hidden-state' || variable === 'candidate') {
    return `insight.meanings.${variable}.${stateLimits.find(([limit]) => value < limit)?.[1] ?? 'strongPositive'}`;
  }
  return `insight.meanings.${variable}.${gateLimits.find(([limit]) => value < limit)?.[1] ?? 'open'}`;
}

/** Digits that tell two values of a variable apart: gates lie within 0…1. */
export const digitsOf = (variable: CellVariable): number => (isGate(variable) ? 3 : 2);
