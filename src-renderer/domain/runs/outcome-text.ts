import type { RunOutcome, RunVerdict } from '../../../src-main/contract/runs/outcome-records.ts';
import type { RunState } from '../../../src-main/contract/runs/run-records.ts';
import type { Locale } from '../../locales/use-locale.ts';

interface Ended {
  state: RunState;
  outcome: RunOutcome | null;
}

/**
 * Returns the end or the state of a run in a word or two, and its place, the epoch or step; a null place needs no
 * mention.
 */
export function outcomeParts(
  { state, outcome }: Ended,
  { t, integer }: Locale,
): { what: string; where: string | null } {
  switch (outcome?.kind) {
    case 'stopped-early': {
      const epoch = integer(outcome.epoch);
      const where =
        outcome.best === null
          ? t('outcomes.atEpoch', { epoch })
          : t('outcomes.atEpochWithBest', { epoch, best: integer(outcome.best) });
      return { what: t('outcomes.stoppedEarly'), where };
    }
    case 'diverged':
      return { what: t('states.diverged'), where: t('outcomes.atStep', { step: integer(outcome.step) }) };
    case 'stopped':
      return outcome.atRung === undefined
        ? { what: t(`states.${state}`), where: null }
        : { what: t('outcomes.stoppedBySweep'), where: t('outcomes.atRung', { rung: integer(outcome.atRung + 1) }) };
    default:
      return { what: t(`states.${state}`), where: null };
  }
}

/** Returns both parts in one line. */
export function outcomeText(run: Ended, locale: Locale): string {
  const { what, where } = outcomeParts(run, locale);
  return where === null ? what : locale.t('outcomes.whatAndWhere', { what, where });
}

/** Returns in a sentence why a run ended before its time; null where that is not known, or the run's error says it. */
export function outcomeReason(outcome: RunOutcome | null, locale: Locale): string | null {
  if (outcome?.kind === 'diverged') return divergenceReason(outcome, locale);
  if (outcome?.kind !== 'stopped-early') return null;
  const { t, integer } = locale;
  const patience = t('outcomes.why.patience', { n: integer(outcome.patience) }, outcome.patience);
  return outcome.restored ? joined(t, patience, t('outcomes.why.restored')) : patience;
}

type Divergence = Extract<RunOutcome, { kind: 'diverged' }>;

function divergenceReason({ reason, loss, limit }: Divergence, { t, number, loss: write }: Locale): string | null {
  const short = (value: number) => number(Number(value.toPrecision(3)));
  const values = loss === null || limit === null ? null : { loss: write(loss), limit: short(limit) };
  switch (reason) {
    case 'loss':
      return values === null ? t('outcomes.why.lossNotFinite') : t('outcomes.why.loss', values);
    case 'validation-loss':
      return values === null ? t('outcomes.why.validationLossNotFinite') : t('outcomes.why.validationLoss', values);
    case 'gradient':
    case 'parameters':
    case 'end':
      return t(`outcomes.why.${reason}`);
    case null:
      return null;
  }
}

/** Returns what to think of a training that is over. */
export function verdictText(verdict: RunVerdict, { t, integer }: Locale): string {
  switch (verdict.kind) {
    case 'still-falling':
      return t('outcomes.stillFalling');
    case 'no-better-since': {
      const since = t('outcomes.noBetterSince', { epoch: integer(verdict.epoch) });
      return verdict.learnsByHeart ? joined(t, since, t('outcomes.learnsByHeart')) : since;
    }
    case 'learnt-nothing':
      return t('outcomes.learntNothing');
    case 'levelled-off':
      return t('outcomes.levelledOff');
  }
}

/** Between sentences stands what the language puts there. */
const joined = (t: Locale['t'], first: string, second: string) => t('outcomes.sentences', { first, second });
