import type { Budget } from '../../../src-engine/spec/recipe-spec.ts';
import { longestBudgetSeconds, shortestBudgetSeconds } from '../../contract/recipe-records.ts';
import { budgetOfText } from '../../contract/training-files/budget-text.ts';
import type { Option } from '../options.ts';
import { UsageError } from '../usage-error.ts';

/** The budget of a training for which nobody has said how long it may take. */
export const usualBudget: Budget = { kind: 'time', seconds: 300 };

export const budgetOption: Option<Budget | undefined> = {
  placeholder: 'TIME|learn',
  description:
    'the time that the training may take: 90s, 2m, 1h; or “learn”, as long as it learns. Network, rate, batches and steps are chosen ' +
    'for it, but for what other options say',
  read: (given, name) => (given === undefined ? undefined : parseBudget(given, name)),
};

/** Throws a UsageError for what is no time. */
export function parseBudget(given: string, name: string): Budget {
  const budget = budgetOfText(given.trim());
  if (budget !== null && (budget.kind !== 'time' || isWithinLimits(budget.seconds))) return budget;
  throw new UsageError(
    `${name} takes a time from ${shortestBudgetSeconds}s to ${longestBudgetSeconds / 3600}h, such as 90s, 2m or 1h, or “learn”, not “${given}”.`,
  );
}

const isWithinLimits = (seconds: number): boolean =>
  seconds >= shortestBudgetSeconds && seconds <= longestBudgetSeconds;
