import type { CellVariable, Clamp } from '../../../../src-engine/spec/insight-spec.ts';

/** A counterfactual as it is typed. */
export interface ClampDraft {
  loop: string;
  variable: CellVariable;
  /** Units as they are counted on the screen, from 1: `3, 7-9`; empty: all. */
  units: string;
  /** null while what was typed is no number. */
  value: number | null;
}

/** Returns indices from 0 without repetition, null for all, or undefined when the text is invalid or goes beyond the layer. */
export function parseUnits(text: string, units: number): number[] | null | undefined {
  if (text.trim() === '') return null;
  const found = new Set<number>();
  for (const part of text.split(/[,、\s]+/).filter((piece) => piece !== '')) {
    const [, first, last = first] = /^(\d+)(?:[-–](\d+))?$/.exec(part) ?? [];
    if (first === undefined || last === undefined) return undefined;
    const [from, to] = [Number(first), Number(last)];
    if (from < 1 || to > units || from > to) return undefined;
    for (let unit = from; unit <= to; unit++) found.add(unit - 1);
  }
  return [...found].sort((a, b) => a - b);
}

/** null while the draft is not valid. `unitsOf` knows how many a layer has. */
export function clampOf(draft: ClampDraft, unitsOf: (loop: string) => number): Clamp | null {
  const units = parseUnits(draft.units, unitsOf(draft.loop));
  if (units === undefined || draft.value === null) return null;
  return { loop: draft.loop, variable: draft.variable, units, value: draft.value };
}
