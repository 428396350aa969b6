import type { Budget } from '../../../src-engine/spec/recipe-spec.ts';

/** The times that a person can give a training with one click. */
export const budgets = {
  minute: { kind: 'time', seconds: 60 },
  fiveMinutes: { kind: 'time', seconds: 5 * 60 },
  twentyMinutes: { kind: 'time', seconds: 20 * 60 },
  asLongAsItLearns: { kind: 'as-long-as-it-learns' },
} as const satisfies Record<string, Budget>;

export type BudgetName = keyof typeof budgets;
/** A time, or settings that the person chooses. */
export type BudgetChoice = BudgetName | 'byHand';

export const budgetNames = Object.keys(budgets) as BudgetName[];
export const usualBudget: BudgetName = 'fiveMinutes';

export const isBudgetChoice = (value: unknown): value is BudgetChoice =>
  value === 'byHand' || budgetNames.some((name) => name === value);
