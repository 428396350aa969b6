import type { VariableFacts } from '../../../../src-engine/cells/cell-facts.ts';

/** A piece of a formula, and the variable that it is the sign of. */
export interface FormulaPart<V> {
  text: string;
  variable: V | null;
}

/** A word of a formula, with the marks above its letters: `tanh` is one, and `h` in `h₋₁`. */
const words = /(\p{L}[\p{L}\p{M}]*)/u;

/** Splits a formula where a variable's sign stands, so that each can be shown in its colour. */
export function formulaParts<V extends Pick<VariableFacts, 'symbol'>>(
  formula: string,
  variables: readonly V[],
): FormulaPart<V>[] {
  return formula
    .split(words)
    .filter((text) => text !== '')
    .map((text) => ({ text, variable: variables.find(({ symbol }) => symbol === text) ?? null }));
}
