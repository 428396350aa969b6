import type { Evidence, Finding } from '../../../src-main/contract/doctor/doctor-records.ts';
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
  const { measure, label, value, limit } = first;
  const own = `doctor.because.${finding.rule}.${measure}`;
  const general =
    limit === null ? t('doctor.figure', { label, value }) : t('doctor.figureWithLimit', { label, value, limit });
  const because = has(own) ? t(own, { value, limit: limit ?? noLimit }) : general;
  // A clause that compares says nothing if the value to compare with is missing.
  return t('doctor.sentence', { claim, because: because.includes(noLimit) ? general : because });
}

/** One number that a finding rests on, as it is shown. */
export interface EvidenceText {
  measure: Evidence['measure'];
  label: string;
  value: string;
  /** The bound that the number should not pass; null means that there is none. */
  limit: string | null;
}

/**
 * Returns the numbers that a finding rests on, the most telling first. Layers have the names that they have in the
 * model.
 */
export function evidenceTexts(finding: Pick<Finding, 'evidence'>, model: ModelSpec, locale: Locale): EvidenceText[] {
  return finding.evidence.map(({ measure, value, limit, unit }) => ({
    measure,
    label: locale.t(
      measure === 'parameters' && unit === 'units' ? 'doctor.measures.units' : `doctor.measures.${measure}`,
    ),
    value: measure === 'layer' ? layerName(String(value), model, locale.t) : amount(value, unit, locale),
    limit: limit === undefined ? null : amount(limit, unit, locale),
  }));
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
