import type { Finding } from '../../contract/doctor/doctor-records.ts';
import type { RunFacts } from './facts.ts';
import { newRun } from './fixes.ts';

/**
 * The share of its peak below which a rate moves nothing any more, and the share of the steps that may be taken with
 * such a rate.
 */
const spentRate = 0.01;
const spentShare = 0.35;
const fewestSteps = 20;

/** Finds a training that stands still because its schedule has reduced the rate to nothing long before the end (⑦). */
export function plateau({ steps, train, stage }: RunFacts): Finding | null {
  const { schedule } = train;
  if (stage !== 'over' || steps.length < fewestSteps || schedule.type === 'reduce-on-plateau') return null;
  const peak = steps.reduce((highest, { learningRate }) => Math.max(highest, learningRate), 0);
  const peakAt = steps.findIndex(({ learningRate }) => learningRate === peak);
  const spent = steps.filter(({ learningRate }, n) => n > peakAt && learningRate < spentRate * peak);
  const share = spent.length / steps.length;
  const [first] = spent;
  if (first === undefined || !(share > spentShare)) return null;
  return {
    rule: 'plateau',
    severity: 'warning',
    confidence: 0.85,
    evidence: [
      { measure: 'learning-rate', value: steps.at(-1)?.learningRate ?? 0, limit: spentRate * peak, unit: 'rate' },
      { measure: 'train-loss', value: steps.at(-1)?.loss ?? 0, unit: 'nats' },
    ],
    region: { chart: 'learning-rate', fromStep: first.step, toStep: steps.at(-1)?.step ?? first.step },
    doubt: 'no-better-possible',
    idea: 'learningRate',
    expectedGain: 0.4,
    fix: newRun({ schedule: { type: 'cosine', warmupSteps: schedule.warmupSteps, finalFactor: 0 } }),
  };
}
