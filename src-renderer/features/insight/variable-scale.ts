import type { ColourToken } from '../../charts/token-colour.ts';
import { kindOf, variableColour, type Variable } from '../../domain/cells/cell-variables.ts';

export interface VariableScale {
  colours: readonly ColourToken[];
  min: number;
  max: number;
}

const divergingColours: readonly ColourToken[] = ['accent', 'ground', 'warm'];

/**
 * Gates from nothing to their colour, and so what a memory is divided by; candidates and states from indigo over nothing to vermilion.
 * The last two are as wide as the values ask, and at least to 1.
 */
export function variableScale(variable: Variable, values: Float32Array): VariableScale {
  let reach = 1;
  for (const value of values) reach = Math.max(reach, Math.abs(value));
  switch (kindOf(variable)) {
    case 'gate':
      return { colours: ['ground', variableColour(variable)], min: 0, max: 1 };
    case 'normaliser':
      return { colours: ['ground', variableColour(variable)], min: 0, max: reach };
    default:
      return { colours: divergingColours, min: -reach, max: reach };
  }
}
