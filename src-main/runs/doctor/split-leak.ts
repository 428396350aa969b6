import type { Finding } from '../../contract/doctor-records.ts';
import type { RunFacts } from './facts.ts';

/** The share of the validation items that may be in the training part by chance, and from where on they decide its loss. */
const fewShare = 0.05;
const manyShare = 0.2;
const fewestItems = 3;

/**
 * Finds validation items that are trained on as well, so that the validation loss tells how well they are remembered
 * (Kaufman et al. 2012, “Leakage in data mining”).
 */
export function splitLeak({ data }: RunFacts): Finding | null {
  const { leaked } = data;
  if (leaked === null || leaked.items < fewestItems) return null;
  const share = leaked.items / leaked.validationItems;
  if (!(share >= fewShare)) return null;
  return {
    rule: 'split-leak',
    severity: share >= manyShare ? 'fault' : 'warning',
    confidence: 0.9,
    evidence: [
      { measure: 'leaked-share', value: share, limit: fewShare, unit: 'share' },
      { measure: 'leaked-items', value: leaked.items, unit: 'items' },
      { measure: 'validation-items', value: leaked.validationItems, unit: 'items' },
    ],
    region: null,
    doubt: 'repeats-are-natural',
    idea: 'overfitting',
    expectedGain: 0.5 * share,
    fix: { kind: 'data', change: 'remove-duplicates' },
  };
}
