import type { Finding } from '../../contract/doctor/doctor-records.ts';
import type { RunFacts } from './facts.ts';
import { newRun, withRate } from './fixes.ts';

/**
 * The multiples of the pick outside of which no rate was seen to work; the upper one serves where the search reached no
 * rate that diverges.
 */
const farAbove = 10;
const farBelow = 30;

/**
 * Finds a learning rate outside the range in which a search with this network, data and optimizer saw the loss fall
 * (Smith 2017).
 */
export function rateOutsideFound({ train, foundRate, steps }: RunFacts): Finding | null {
  if (foundRate === null) return null;
  const rate = train.optimizer.learningRate;
  const highest = foundRate.divergesAt ?? farAbove * foundRate.learningRate;
  const lowest = foundRate.learningRate / farBelow;
  if (rate < highest && rate > lowest) return null;
  return {
    rule: 'rate-outside-found',
    severity: 'warning',
    confidence: 0.7,
    evidence: [
      { measure: 'learning-rate', value: rate, limit: rate >= highest ? highest : lowest, unit: 'rate' },
      { measure: 'learning-rate-found', value: foundRate.learningRate, unit: 'rate' },
    ],
    region:
      steps.length === 0
        ? null
        : { chart: 'learning-rate', fromStep: steps[0].step, toStep: steps[steps.length - 1].step },
    doubt: 'wanted-by-design',
    idea: 'learningRate',
    expectedGain: 0.5,
    fix: newRun(withRate(train, foundRate.learningRate)),
  };
}
