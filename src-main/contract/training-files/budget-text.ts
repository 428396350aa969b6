import type { Budget } from '../../../src-engine/spec/recipe-spec.ts';

/** The form of a budget as people write it: 90s, 2m, 1.5h, or learn. */
export const budgetForm = /^(\d+(\.\d+)?[smh]|learn)$/;

const secondsOf: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** Returns the budget that a text means, whatever its length; null where it has not the form of one. */
export function budgetOfText(text: string): Budget | null {
  if (!budgetForm.test(text)) return null;
  if (text === 'learn') return { kind: 'as-long-as-it-learns' };
  return { kind: 'time', seconds: Number(text.slice(0, -1)) * secondsOf[text.slice(-1)] };
}
