import type { Evidence, Finding } from '../../contract/doctor/doctor-records.ts';
import type { DataFacts, RunFacts } from './facts.ts';

/**
 * The share of the validation part that may be in the training part as well, and the share from which the leak decides
 * the loss, whatever the data.
 */
const fewShare = 0.08;
const manyShare = 0.4;
const fewestItems = 3;
/**
 * Data that repeats itself naturally, as short texts do, has about as many repeats within the training part; this
 * multiple of that share is no leak.
 */
const naturalTimes = 1.5;

/**
 * Finds a validation part that is trained on as well, so that its loss tells how well it is remembered (Kaufman et al.
 * 2012, “Leakage in data mining”): samples on both sides, or a text with long passages on both sides, beyond the
 * natural repeats of such texts.
 */
export function splitLeak({ data }: RunFacts): Finding | null {
  const leak = leakedSamples(data) ?? leakedPassages(data);
  if (leak === null || !(leak.share >= Math.min(manyShare, fewShare + leak.natural))) return null;
  return {
    rule: 'split-leak',
    severity: leak.share >= manyShare ? 'fault' : 'warning',
    confidence: leak.share >= manyShare ? 0.95 : 0.8,
    evidence: [{ measure: 'leaked-share', value: leak.share, limit: fewShare, unit: 'share' }, ...leak.evidence],
    region: null,
    doubt: 'repeats-are-natural',
    idea: 'overfitting',
    expectedGain: 0.6 * leak.share,
    fix: { kind: 'data', change: 'remove-duplicates' },
  };
}

interface Leak {
  share: number;
  /** The share that is no leak, since the data repeats itself by nature. */
  natural: number;
  evidence: Evidence[];
}

/** Returns the leak as an engine has counted it or, where none has, as the import has counted it. */
function leakedSamples({ measured, leaked }: DataFacts): Leak | null {
  const samples = measured?.leak?.samples ?? null;
  const items = samples === null ? leaked?.items : samples.duplicates + samples.nearDuplicates;
  const all = samples === null ? leaked?.validationItems : samples.validation;
  if (items === undefined || all === undefined || items < fewestItems) return null;
  const natural = samples === null ? 0 : (naturalTimes * samples.repeatedInTraining) / Math.max(1, samples.training);
  return {
    share: items / all,
    natural,
    evidence: [
      { measure: 'leaked-items', value: items, unit: 'items' },
      { measure: 'validation-items', value: all, unit: 'items' },
    ],
  };
}

/**
 * Returns the leaked passages of a text. Only passages count that are too long, and too unexpected, to be there by
 * chance: a text of recurring phrases has none.
 */
function leakedPassages({ measured }: DataFacts): Leak | null {
  const overlap = measured?.leak?.overlap ?? null;
  if (overlap === null) return null;
  const { copiedShare, longest } = overlap;
  return {
    share: copiedShare,
    natural: 0,
    evidence: [{ measure: 'longest-copy', value: longest, unit: 'tokens' }],
  };
}
