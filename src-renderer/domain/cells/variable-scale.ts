import type { ColourToken } from '../../charts/token-colour.ts';
import { kindOf, variableColour, type Variable } from './cell-variables.ts';

export interface VariableScale {
  colours: readonly ColourToken[];
  min: number;
  max: number;
}

/**
 * Gates from nothing to their colour, and so what a memory is divided by; candidates and states from turquoise over nothing to their colour.
 * A variable without bounds is drawn as wide as the values ask, at least to 1, and at most to three times what nine tenths of them stay within: a
 * few units that add up all the time, as in an sLSTM, would leave all others blank.
 */
export function variableScale(variable: Variable, values: Float32Array): VariableScale {
  const sizes = values.filter(Number.isFinite).map(Math.abs).sort();
  const at = (share: number) => sizes[Math.ceil(share * (sizes.length - 1))] ?? 0;
  const reach = Math.max(1, Math.min(at(1), 3 * at(0.9)));
  switch (kindOf(variable)) {
    case 'gate':
      return { colours: ['ground', variableColour(variable)], min: 0, max: 1 };
    case 'normaliser':
      return { colours: ['ground', variableColour(variable)], min: 0, max: reach };
    default:
      return { colours: ['cool', 'ground', variableColour(variable)], min: -reach, max: reach };
  }
}
