import type { CellVariable } from '../../../src-engine/spec/insight-spec.ts';
import type { ColourToken } from '../../charts/token-colour.ts';

/** The five meanings that the design has colours for; of a GRU, z keeps and r reads. */
const colours: Record<CellVariable, ColourToken> = {
  'input-gate': 'input-gate',
  'forget-gate': 'forget-gate',
  'output-gate': 'output-gate',
  'update-gate': 'forget-gate',
  'reset-gate': 'output-gate',
  candidate: 'input-gate',
  'cell-state': 'cell',
  'hidden-state': 'hidden',
};
export const variableColour = (variable: CellVariable): ColourToken => colours[variable];

/** So that lines of one colour, or without colours, can be told apart. */
const dashes: Record<CellVariable, number[]> = {
  'input-gate': [8, 3],
  'forget-gate': [6, 2, 2, 2],
  'output-gate': [2, 2],
  'update-gate': [6, 2, 2, 2],
  'reset-gate': [2, 2],
  candidate: [3, 3],
  'cell-state': [],
  'hidden-state': [12, 3],
};
export const variableDash = (variable: CellVariable): number[] => dashes[variable];

export const isGate = (variable: CellVariable): boolean => variable.endsWith('-gate');

export interface VariableScale {
  colours: readonly ColourToken[];
  min: number;
  max: number;
}

const divergingColours: readonly ColourToken[] = ['accent', 'ground', 'warm'];

/** Gates from nothing to their colour; states from indigo over nothing to vermilion, wider than −1…1 where a value lies beyond. */
export function variableScale(variable: CellVariable, values: Float32Array): VariableScale {
  if (isGate(variable)) return { colours: ['ground', colours[variable]], min: 0, max: 1 };
  let reach = 1;
  for (const value of values) reach = Math.max(reach, Math.abs(value));
  return { colours: divergingColours, min: -reach, max: reach };
}
