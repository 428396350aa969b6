import type { StepInsightRecord } from '../../../../src-main/contract/insight-records.ts';
import type { RunOutcome } from '../../../../src-main/contract/runs/outcome-records.ts';
import type { Locale } from '../../../locales/use-locale.ts';

/**
 * The end of a training whose numbers ceased to be finite: the step at which they did, and the last step whose figures
 * were finite.
 */
export interface NonFiniteEnd {
  step: number;
  lastFinite: number;
}

/** Returns the end of a training that has diverged, and null for any other. */
export function nonFiniteEnd(outcome: RunOutcome | null, lastFinite: number): NonFiniteEnd | null {
  return outcome?.kind === 'diverged' ? { step: outcome.step, lastFinite } : null;
}

/**
 * Returns a sentence about a training that diverged at once, whose last look was taken before its last finite step, or
 * that has no look. Null means that the last look shows the end.
 */
export function lookNote(
  looks: readonly StepInsightRecord[],
  end: NonFiniteEnd | null,
  { t, integer }: Locale,
): string | null {
  if (end === null) return null;
  const step = integer(end.step);
  const last = looks.at(-1);
  if (last === undefined) return t('dashboard.noLook', { step });
  if (last.step >= end.lastFinite) return null;
  return t('dashboard.earlyLook', { look: integer(last.step), lastFinite: integer(end.lastFinite), step });
}
