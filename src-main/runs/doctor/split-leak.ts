import type { Evidence, Finding } from '../../contract/doctor-records.ts';
import type { DataFacts, RunFacts } from './facts.ts';

/** The share of the validation part that may be in the training part as well, and from where on it decides the loss, whatever the data. */
const fewShare = 0.08;
const manyShare = 0.4;
const fewestItems = 3;
/** Data that repeats itself naturally, as short texts do, has about as many repeats within the training part: so many times that share is no leak. */
const naturalTimes = 1.5;

/**
 * Finds a validation part that is trained on as well, so that its loss tells how well it is remembered (Kaufman et al. 2012, “Leakage in
 * data mining”): samples that are on both sides, or a text of which long passages are, more than such texts repeat themselves anyway.
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
  /** The share that is no leak, since the data repeats itself. */
  natural: number;
  evidence: Evidence[];
}

/** Returns what an engine has counted or, where it has not, what the import has. */
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

/** Only passages count that are too long, and expected too little, to be there by chance: a text of phrases that come again and again has none. */
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
