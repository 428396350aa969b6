import type { Budget } from '../../../src-engine/spec/recipe-spec.ts';
import { longestBudgetSeconds, shortestBudgetSeconds } from '../../contract/recipe-records.ts';
import type { Option } from '../options.ts';
import { UsageError } from '../usage-error.ts';

const secondsOf = { s: 1, m: 60, h: 3600 } as const;

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
  if (given.trim() === 'learn') return { kind: 'as-long-as-it-learns' };
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([smh])$/.exec(given.trim()) ?? [];
  const seconds = Number(amount) * secondsOf[unit as keyof typeof secondsOf];
  if (seconds >= shortestBudgetSeconds && seconds <= longestBudgetSeconds) return { kind: 'time', seconds };
  throw new UsageError(
    `${name} takes a time from ${shortestBudgetSeconds}s to ${longestBudgetSeconds / 3600}h, such as 90s, 2m or 1h, or “learn”, not “${given}”.`,
  );
}
