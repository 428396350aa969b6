import type { FixTrial } from '../../../src-main/contract/groups/trial-records.ts';
import type { Locale } from '../../locales/use-locale.ts';

/** Returns the verdict on pairs of short trainings with and without a fix, or their progress. */
export function trialText(trial: FixTrial, locale: Locale): string {
  const { verdict, open } = trial;
  const { t, integer, loss } = locale;
  if (verdict === null) {
    return open === 0 ? t('doctor.trial.none') : t('doctor.trial.running', { n: integer(open) }, open);
  }
  const { outcome, difference, low, high, pairs: counted, margin } = verdict;
  const said = t(`doctor.trial.outcomes.${outcome}`, {
    difference: loss(Math.abs(difference)),
    low: loss(low),
    high: loss(high),
    pairs: integer(counted),
    margin: loss(margin),
  });
  return trial.judged === 'kept' ? withSteps(t('doctor.trial.kept', { verdict: said }), trial, locale) : said;
}

/** Adds to a verdict how many steps the fix saves in the mean of the pairs, if it saves any. */
function withSteps(verdict: string, { pairs }: FixTrial, { t, integer }: Locale): string {
  const ended = pairs.flatMap(({ before, after }) =>
    before.steps === null || after.steps === null || after.loss === null
      ? []
      : [{ before: before.steps, after: after.steps }],
  );
  const taken = ended.reduce((sum, { before }) => sum + before, 0);
  const saved = taken - ended.reduce((sum, { after }) => sum + after, 0);
  if (!(saved >= ended.length)) return verdict;
  const mean = (sum: number) => integer(Math.round(sum / ended.length));
  return t('doctor.trial.saved', { verdict, n: mean(saved), all: mean(taken) });
}

/** Returns the trainings of the pairs that exist and can be compared. */
export const trialRuns = ({ pairs }: FixTrial): string[] =>
  pairs.flatMap(({ before, after }) => [before.runId, after.runId]).filter((id) => id !== null);
