import type { Finding } from '../../contract/doctor/doctor-records.ts';
import type { RunFacts } from './facts.ts';
import { newRun } from './fixes.ts';

/** The share of texts that may lose their ends. */
const fewShare = 0.1;
const manyShare = 0.5;

/**
 * Finds a classifier that reads only the beginnings of many texts: it never sees the tokens after the first
 * `sequenceLength`.
 */
export function textsCut({ model, train, data: { cutTexts } }: RunFacts): Finding | null {
  if (model.task !== 'classification' || cutTexts === null || cutTexts.texts === 0) return null;
  const { texts, cut, longest, keptTokens } = cutTexts;
  const share = cut / texts;
  if (!(share >= fewShare)) return null;
  return {
    rule: 'texts-cut',
    severity: share >= manyShare ? 'fault' : 'warning',
    confidence: share >= manyShare ? 0.9 : 0.7,
    evidence: [
      { measure: 'cut-share', value: share, limit: fewShare, unit: 'share' },
      { measure: 'cut-texts', value: cut, unit: 'items' },
      { measure: 'sequence-length', value: keptTokens, unit: 'tokens' },
      { measure: 'longest-text', value: longest, unit: 'tokens' },
    ],
    region: null,
    doubt: 'rare-long-texts',
    idea: null,
    expectedGain: 0.4 * share,
    fix: newRun({ sequenceLength: Math.max(train.sequenceLength, longest) }),
  };
}
