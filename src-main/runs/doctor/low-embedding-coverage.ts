import type { Finding } from '../../contract/doctor/doctor-records.ts';
import type { RunFacts } from './facts.ts';

/** The share of a text's words that may lack a vector, and the share from which most of what is read is unknown. */
const fewShare = 0.2;
const manyShare = 0.5;

/**
 * Finds a file of word vectors that has few of the words of the data. Only a person can find a file with more of them.
 */
export function lowEmbeddingCoverage({ data: { vectorShare } }: RunFacts): Finding | null {
  if (vectorShare === null || !(1 - vectorShare > fewShare)) return null;
  const missing = 1 - vectorShare;
  return {
    rule: 'low-embedding-coverage',
    severity: missing > manyShare ? 'fault' : 'warning',
    confidence: 0.9,
    evidence: [{ measure: 'missing-vectors-share', value: missing, limit: fewShare, unit: 'share' }],
    region: null,
    doubt: 'vectors-suffice',
    idea: null,
    expectedGain: 0.3 * missing,
    fix: { kind: 'data', change: 'other-vectors' },
  };
}
