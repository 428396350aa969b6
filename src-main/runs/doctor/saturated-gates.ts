import type { StepInsightRecord } from '../../contract/insight-records.ts';
import type { Finding } from '../../contract/doctor-records.ts';
import type { RunFacts } from './facts.ts';
import { newRun } from './fixes.ts';
import { withUsualInitialValues } from './bad-initialisation.ts';

/** The share of a variable's values at the ends of its range that is more than deciding clearly. */
const mostSaturated = 0.9;
/** The part of the looks, at the end of what was seen, that counts. */
const lastPart = 1 / 3;

/**
 * Finds gates and states that sit at the ends of their activations, where these hardly let a gradient through: sigmoid below 0.1 or
 * above 0.9, tanh beyond ±0.9 (③: softsign saturates less; ⑧: Xavier’s initial values keep it away from there).
 */
export function saturatedGates({ looks, model }: RunFacts): Finding | null {
  const last = looks.slice(Math.floor(looks.length * (1 - lastPart)));
  const worst = worstOf(last);
  if (worst === null || !(worst.share > mostSaturated)) return null;
  return {
    rule: 'saturated-gates',
    severity: 'fault',
    confidence: 0.8,
    evidence: [
      { measure: 'saturated-share', value: worst.share, limit: mostSaturated, unit: 'share' },
      { measure: 'layer', value: Number.parseInt(worst.loop, 10) },
    ],
    region: { chart: 'saturation', fromStep: last[0].step, toStep: last.at(-1)?.step ?? last[0].step },
    doubt: 'gates-that-decide',
    idea: 'softsign',
    expectedGain: 0.6,
    fix: newRun({}, withUsualInitialValues(model)),
  };
}

interface Saturated {
  loop: string;
  share: number;
}

/** Returns the variable with the largest saturated share, as a mean over the looks; null where there are none. */
function worstOf(looks: readonly StepInsightRecord[]): Saturated | null {
  const sums = new Map<string, Saturated & { count: number }>();
  for (const { saturation } of looks) {
    for (const { loop, variable, activation, low, high } of saturation) {
      if (activation === 'relu') continue;
      const key = `${loop} ${variable}`;
      const known = sums.get(key) ?? { loop, share: 0, count: 0 };
      sums.set(key, { loop, share: known.share + low + high, count: known.count + 1 });
    }
  }
  const means = [...sums.values()].map(({ loop, share, count }) => ({ loop, share: share / count }));
  return means.toSorted((a, b) => b.share - a.share)[0] ?? null;
}
