import type { FixTrial } from '../../../src-main/contract/groups/trial-records.ts';
import type { Locale } from '../../locales/use-locale.ts';

/** Returns the verdict on pairs of short trainings with and without a fix, or their progress. */
export function trialText({ verdict, open }: FixTrial, { t, integer, loss }: Locale): string {
  if (verdict === null) {
    return open === 0 ? t('doctor.trial.none') : t('doctor.trial.running', { n: integer(open) }, open);
  }
  const { outcome, difference, low, high, pairs: counted, margin } = verdict;
  return t(`doctor.trial.outcomes.${outcome}`, {
    difference: loss(Math.abs(difference)),
    low: loss(low),
    high: loss(high),
    pairs: integer(counted),
    margin: loss(margin),
  });
}

/** Returns the trainings of the pairs that exist and can be compared. */
export const trialRuns = ({ pairs }: FixTrial): string[] =>
  pairs.flatMap(({ before, after }) => [before.runId, after.runId]).filter((id) => id !== null);
