import type { Evidence, Finding } from '../../contract/doctor/doctor-records.ts';
import type { RunFacts } from './facts.ts';

/**
 * The size of the rarest class, relative to an average class, below which the loss hardly depends on it (Buda et al.
 * 2018: from 1 : 10 on).
 */
const rareShare = 0.2;
/** The recall from which a rare class counts as learnt all the same. */
const learntRecall = 0.6;
/** The fewest samples from which a recall tells anything. */
const fewestSamples = 5;

/** Finds a classifier that sees a class so seldom that it can ignore it, and that weights all samples alike. */
export function classImbalance({ model, train, data, classRecalls }: RunFacts): Finding | null {
  const counts = data.classCounts;
  if (model.task !== 'classification' || counts === null || counts.length < 2 || train.classWeights !== null)
    return null;
  const samples = counts.reduce((sum, count) => sum + count, 0);
  const smallest = Math.min(...counts);
  const relative = (smallest * counts.length) / samples;
  if (!(relative < rareShare)) return null;
  const rarest = classRecalls?.[counts.indexOf(smallest)] ?? null;
  const recall = rarest !== null && rarest.samples >= fewestSamples ? rarest.recall : null;
  if (recall !== null && recall >= learntRecall) return null;
  const evidence: Evidence[] = [
    { measure: 'largest-class-share', value: Math.max(...counts) / samples, unit: 'share' },
    {
      measure: 'smallest-class-items',
      value: smallest,
      limit: Math.ceil((rareShare * samples) / counts.length),
      unit: 'items',
    },
  ];
  if (recall !== null) evidence.push({ measure: 'class-recall', value: recall, limit: learntRecall, unit: 'share' });
  return {
    rule: 'class-imbalance',
    severity: recall !== null && recall < learntRecall / 2 ? 'fault' : 'warning',
    confidence: recall === null ? 0.75 : 0.9,
    evidence,
    region: null,
    doubt: 'rare-class-unimportant',
    idea: null,
    expectedGain: 0.3,
    fix: { kind: 'new-run', changes: { balanceClasses: true } },
  };
}
