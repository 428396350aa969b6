import type { Finding } from '../../contract/doctor/doctor-records.ts';
import type { RunFacts } from './facts.ts';

/** The number of its standard deviations below which the difference of two losses may be due to the seeds. */
const deviations = 2;

/**
 * Finds a difference from another training on the same data that is no larger than the effect of another seed
 * (Bouthillier et al. 2021).
 */
export function seedNoise({ rival, steps }: RunFacts): Finding | null {
  if (rival === null) return null;
  const difference = Math.abs(rival.loss - rival.rivalLoss);
  const spread = deviations * Math.SQRT2 * rival.seedDeviation;
  if (!(difference < spread)) return null;
  return {
    rule: 'seed-noise',
    severity: 'note',
    confidence: 0.9,
    evidence: [
      { measure: 'loss-difference', value: difference, limit: spread, unit: 'nats' },
      { measure: 'seed-spread', value: rival.seedDeviation, unit: 'nats' },
    ],
    region:
      steps.length === 0 ? null : { chart: 'loss', fromStep: steps[0].step, toStep: steps[steps.length - 1].step },
    doubt: 'small-validation',
    idea: null,
    expectedGain: 0.02,
    fix: { kind: 'data', change: 'repeat-with-seeds' },
  };
}
