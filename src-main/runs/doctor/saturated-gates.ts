import type { LayerSpec } from '../../../src-engine/spec/model-spec.ts';
import type { Finding, FindingFix } from '../../contract/doctor/doctor-records.ts';
import { withUsualInitialValues } from './bad-initialisation.ts';
import type { RunFacts } from './facts.ts';
import { customaryRate, newRun, withRate, withRecurrentLayers } from './fixes.ts';
import { lastLooks, saturatedShares, stuckShare } from './saturation.ts';

/** The share of saturated values from which a gate cannot decide, where nothing has been learnt yet. */
const mostAtFirst = 0.9;

/**
 * Finds gates and states at the ends of their activations, which hardly let a gradient through there: sigmoid below 0.1
 * or above 0.9, tanh beyond ±0.9 (③: softsign saturates less; ⑧: Xavier’s initial values keep it away from there).
 */
export function saturatedGates(facts: RunFacts): Finding | null {
  const { looks, beginsAnew } = facts;
  const [first] = looks;
  if (first === undefined) return null;
  const worst = saturatedShares([first]).toSorted((a, b) => b.share - a.share)[0];
  const last = lastLooks(looks);
  const atEnd = stuckShare(looks);
  const beginsSaturated = beginsAnew && worst !== undefined && worst.share > mostAtFirst;
  if (!beginsSaturated && atEnd === null) return null;
  return {
    rule: 'saturated-gates',
    severity: 'fault',
    confidence: beginsSaturated ? 0.9 : 0.75,
    evidence: beginsSaturated
      ? [
          { measure: 'saturated-share', value: worst.share, limit: mostAtFirst, unit: 'share' },
          { measure: 'layer', value: Number.parseInt(worst.loop, 10) },
        ]
      : [{ measure: 'saturated-share', value: atEnd ?? 0, limit: mostAtFirst, unit: 'share' }],
    region: {
      chart: 'saturation',
      fromStep: beginsSaturated ? first.step : last[0].step,
      toStep: looks[looks.length - 1].step,
    },
    doubt: 'gates-that-decide',
    idea: beginsSaturated ? 'gates' : 'softsign',
    expectedGain: 0.5,
    fix: freerStart(facts),
  };
}

/** The fix: usual initial values or, where the network began with those, softsign and shorter steps. */
function freerStart(facts: RunFacts): FindingFix {
  const { model, train } = facts;
  const usual = withUsualInitialValues(model);
  if (JSON.stringify(usual) !== JSON.stringify(model)) return newRun({}, usual);
  const softer = withRecurrentLayers(
    model,
    (layer) => ({ ...layer, ...('activation' in layer && { activation: 'softsign' }) }) as LayerSpec,
  );
  return newRun(withRate(train, Math.min(customaryRate(facts), train.optimizer.learningRate / 3)), softer);
}
