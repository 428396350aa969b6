import type { Evidence, Finding } from '../../../src-main/contract/doctor/doctor-records.ts';
import { limitKind } from '../../../src-main/contract/doctor/finding-limits.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { Locale } from '../../locales/use-locale.ts';
import { layerName } from '../models/layer-name.ts';

/** Returns how sure the doctor is, in words: a number such as 0.83 would mean nothing to a person. */
export function confidenceText(confidence: number, t: Locale['t']): string {
  if (confidence >= 0.9) return t('doctor.confidence.high');
  return t(confidence >= 0.7 ? 'doctor.confidence.middle' : 'doctor.confidence.low');
}

/** The character that takes the place of a missing limit in a clause. */
const noLimit = '\uFFFD';

/** Returns a sentence about the fault: the finding of the rule, and the most telling number. */
export function findingSentence(finding: Pick<Finding, 'rule' | 'evidence'>, model: ModelSpec, locale: Locale): string {
  const { t, has } = locale;
  const claim = t(`doctor.rules.${finding.rule}`);
  const [first] = evidenceTexts(finding, model, locale);
  if (first === undefined) return t('doctor.claimAlone', { claim });
  const { measure, label, value, limit, comparison } = first;
  const own = `doctor.because.${finding.rule}.${measure}`;
  const general =
    comparison === null
      ? t('doctor.figure', { label, value })
      : t('doctor.figureWithLimit', { label, value, limit: comparison });
  const because = has(own) ? t(own, { value, limit: limit ?? noLimit }) : general;
  // A clause that compares says nothing if the value to compare with is missing.
  return t('doctor.sentence', { claim, because: because.includes(noLimit) ? general : because });
}

/** One number that a finding rests on, as it is shown. */
export interface EvidenceText {
  measure: Evidence['measure'];
  label: string;
  value: string;
  /** The number beside it: a bound, or one to compare with; null means that there is none. */
  limit: string | null;
  /** The same with its meaning, such as “limit 90%” or “usual 0.002”. */
  comparison: string | null;
}

/**
 * Returns the numbers that a finding rests on, the most telling first. Layers have the names that they have in the
 * model.
 */
export function evidenceTexts(
  { rule, evidence }: Pick<Finding, 'rule' | 'evidence'>,
  model: ModelSpec,
  locale: Locale,
): EvidenceText[] {
  const { t } = locale;
  return evidence.map(({ measure, value, limit: bound, unit }) => {
    const limit = bound === undefined ? null : amount(bound, unit, locale);
    return {
      measure,
      label: t(`doctor.measures.${measure}`),
      value: measure === 'layer' ? layerName(String(value), model, t) : amount(value, unit, locale),
      limit,
      comparison: limit === null ? null : t(`doctor.limits.${limitKind(rule, measure)}`, { limit }),
    };
  });
}

/** Figures of evidence are only read, for which three digits are enough. */
const short = (value: number) => Number(value.toPrecision(3));

function amount(value: number, unit: Evidence['unit'], locale: Locale): string {
  const { loss, number, integer, percent, compact } = locale;
  switch (unit) {
    case 'nats':
      return loss(value);
    case 'share':
      return percent(value, value !== 0 && Math.abs(value) < 0.1 ? 1 : 0);
    case 'parameters':
      return value < 100_000 ? integer(value) : compact(value);
    case 'steps':
    case 'epochs':
    case 'tokens':
    case 'items':
    case 'units':
      return Number.isInteger(value) ? integer(value) : number(short(value));
    case 'ratio':
    case 'norm':
    case 'rate':
    case undefined:
      return number(short(value));
  }
}
