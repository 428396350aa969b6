import type { Finding } from '../../contract/doctor/doctor-records.ts';
import { withUsualInitialValues } from './bad-initialisation.ts';
import type { RunFacts } from './facts.ts';
import { customaryRate, newRun, withRate } from './fixes.ts';

/** The share of a layer’s units that may be silent over a whole batch. */
const fewDead = 0.3;
const manyDead = 0.6;

/**
 * Finds layers in which many units are 0 whatever they read, like rectified units after a step has pushed them too far
 * (Maas et al. 2013).
 */
export function deadUnits(facts: RunFacts): Finding | null {
  const { looks, model, train } = facts;
  const last = looks.at(-1);
  const worst = last?.units?.toSorted((a, b) => b.dead - a.dead)[0];
  if (last === undefined || worst === undefined || !(worst.dead >= fewDead)) return null;
  const usual = customaryRate(facts);
  const rate = train.optimizer.learningRate;
  return {
    rule: 'dead-units',
    severity: worst.dead >= manyDead ? 'fault' : 'warning',
    confidence: worst.dead >= manyDead ? 0.9 : 0.7,
    evidence: [
      { measure: 'dead-share', value: worst.dead, limit: fewDead, unit: 'share' },
      { measure: 'layer', value: Number.parseInt(worst.layer, 10) },
    ],
    region: { chart: 'saturation', fromStep: looks[0].step, toStep: last.step },
    doubt: 'sparse-code',
    idea: 'xavier',
    expectedGain: 0.4 * worst.dead,
    fix: newRun(withRate(train, Math.min(rate / 3, usual)), withUsualInitialValues(model)),
  };
}
